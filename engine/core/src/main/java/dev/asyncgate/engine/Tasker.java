package dev.asyncgate.engine;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskSort;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who delegates work: bound to a tenant and a principal, so that no call can forget them. Thread-safe. */
public final class Tasker {

    private final Operations operations;
    private final UUID tenantId;
    private final Principal principal;

    Tasker(Operations operations, UUID tenantId, Principal principal) {
        this.operations = operations;
        this.tenantId = tenantId;
        this.principal = principal;
    }

    /** Who delegates. */
    public Principal principal() {
        return principal;
    }

    /** See {@link dev.asyncgate.task.CreateTasks}. */
    public CreatedTask createTask(NewTask task) {
        return createTasks(List.of(task)).getFirst();
    }

    /** Creates all of them or none, at most 1,000. See {@link dev.asyncgate.task.CreateTasks}. */
    public List<CreatedTask> createTasks(List<NewTask> tasks) {
        List<CreatedTask> created = operations.createTasks().run(tenantId, principal, operations::newId, tasks);
        if (created.stream().anyMatch(task -> !task.existing())) {
            operations.announce(tenantId);
        }
        return created;
    }

    /** See {@link dev.asyncgate.task.CancelTask}; it must be the owner, or internal. */
    public Cancellation cancelTask(UUID taskId, @Nullable String reason) {
        Cancellation answer = operations.cancelTask().run(tenantId, principal, false, taskId, reason);
        operations.announce(tenantId);
        return answer;
    }

    /** See {@link dev.asyncgate.task.GetTask}. */
    public Task getTask(UUID taskId) {
        return operations.getTask().run(tenantId, taskId);
    }

    /** See {@link dev.asyncgate.task.ListTasks}. */
    public TaskPage listTasks(TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor) {
        return operations.listTasks().run(tenantId, filter, sort, limit, cursor);
    }

    /** See {@link OpenObligations}. */
    public OpenObligations.Page openObligations(int limit, @Nullable String cursor) {
        return operations.openObligations().run(tenantId, principal, limit, cursor);
    }
}
