package dev.asyncgate.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of tasks.
 *
 * @param nextCursor opaque; the way to the next page, null when this one held fewer than asked for
 */
public record TaskPage(List<TaskRow> tasks, @Nullable String nextCursor) {

    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
