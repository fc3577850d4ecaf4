package dev.asyncgate.app.asof;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.history.TasksAsOf;
import dev.asyncgate.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks that there were at an instant; runs off the FX thread. */
final class PastTasks implements Source<PastQuery, TaskThen> {

    /** A page of one state looks through this many pages of any, and goes on where it stopped. */
    private static final int MOST_PAGES = 10;

    private final Inspector inspector;

    PastTasks(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<TaskThen> page(PastQuery query, @Nullable String cursor) {
        Set<TaskStatus> statuses = query.status() == null ? Set.of() : Set.of(query.status());
        List<TaskThen> found = new ArrayList<>();
        String next = cursor;
        for (int i = 0; i < MOST_PAGES && found.size() < PAGE; i++) {
            TasksAsOf.Page page = inspector.asOf(query.at()).tasks(statuses, PAGE - found.size(), next);
            found.addAll(page.tasks());
            next = page.next();
            if (next == null) {
                break;
            }
        }
        return new Page<>(found, next);
    }

    @Override
    public UUID id(TaskThen task) {
        return task.taskId();
    }

    @Override
    public boolean narrows(PastQuery query) {
        return query.status() != null;
    }
}
