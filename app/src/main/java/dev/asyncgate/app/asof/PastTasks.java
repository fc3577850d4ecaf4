package dev.asyncgate.app.asof;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.history.TasksAsOf;
import dev.asyncgate.task.TaskStatus;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tasks that there were at an instant; runs off the FX thread. */
final class PastTasks implements Source<PastQuery, TaskThen> {

    private final Inspector inspector;

    PastTasks(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<TaskThen> page(PastQuery query, @Nullable String cursor) {
        Set<TaskStatus> statuses = query.status() == null ? Set.of() : Set.of(query.status());
        AsOf past = inspector.asOf(query.at());
        return Page.gathered(cursor, (limit, from) -> {
            TasksAsOf.Page page = past.tasks(statuses, limit, from);
            return new Page<>(page.tasks(), page.next());
        });
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
