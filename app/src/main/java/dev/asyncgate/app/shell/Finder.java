package dev.asyncgate.app.shell;

import dev.asyncgate.overview.FindNames;
import dev.asyncgate.task.TaskRow;
import java.util.List;

/** Looks for what the palette was asked for, off the FX thread. */
@FunctionalInterface
public interface Finder {

    /** Finds nothing. */
    Finder NONE = (tenant, text, ids) -> new Finds(List.of(), List.of());

    /** Looks in a tenant; {@code ids} for tasks by a part of their id alone. */
    Finds find(Tenant tenant, String text, boolean ids);

    /** What there is: a few tasks, the newest first, and a few names of each kind. */
    record Finds(List<TaskRow> tasks, List<FindNames.Name> names) {

        public Finds {
            tasks = List.copyOf(tasks);
            names = List.copyOf(names);
        }
    }
}
