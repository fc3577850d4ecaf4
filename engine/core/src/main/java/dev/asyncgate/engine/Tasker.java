package dev.asyncgate.engine;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Bootstrap;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerPage;
import dev.asyncgate.receipt.OpenObligations;
import dev.asyncgate.receipt.ReceiptGraph;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.ListTasks;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskSort;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        CreatedTask created = operations.createTasks().run(tenantId, principal, operations.newId(), task);
        announce(List.of(task), List.of(created));
        return created;
    }

    /** Creates all of them or none, at most 1,000. See {@link dev.asyncgate.task.CreateTasks}. */
    public List<CreatedTask> createTasks(List<NewTask> tasks) {
        List<CreatedTask> created = operations.createTasks().run(tenantId, principal, operations::newId, tasks);
        announce(tasks, created);
        return created;
    }

    private void announce(List<NewTask> tasks, List<CreatedTask> created) {
        if (created.stream().anyMatch(task -> !task.existing())) {
            operations.announce(tenantId, ready(tasks, created));
        }
    }

    private static ReadyTasks ready(List<NewTask> tasks, List<CreatedTask> created) {
        Map<ReadyTasks.Queue, Integer> counts = new HashMap<>();
        boolean later = false;
        for (int i = 0; i < tasks.size(); i++) {
            NewTask task = tasks.get(i);
            if (task.delay() != null) {
                later = true;
            } else if (!created.get(i).existing()) {
                Set<String> capabilities = Set.copyOf(task.requirements().capabilities());
                counts.merge(new ReadyTasks.Queue(task.type(), capabilities), 1, Integer::sum);
            }
        }
        return new ReadyTasks(counts, later);
    }

    /** See {@link dev.asyncgate.task.CancelTask}; it must be the owner, or internal. */
    public Cancellation cancelTask(UUID taskId, @Nullable String reason) {
        Cancellation answer = operations.cancelTask().run(tenantId, Actor.here(principal), false, taskId, reason);
        operations.announce(tenantId);
        return answer;
    }

    /** See {@link dev.asyncgate.task.GetTask}. */
    public Task getTask(UUID taskId) {
        return operations.getTask().run(tenantId, taskId);
    }

    /** See {@link dev.asyncgate.task.ListTasks}. */
    public TaskPage listTasks(TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor) {
        return operations.listTasks().run(tenantId, filter, sort, limit, cursor, ListTasks.BUDGET);
    }

    /** See {@link OpenObligations}. */
    public OpenObligations.Page openObligations(int limit, @Nullable String cursor) {
        return operations.openObligations().run(tenantId, principal, limit, cursor);
    }

    /** The same page, counting a session of the principal. See {@link OpenObligations#counted}. */
    public OpenObligations.Page openObligationsOfSession(int limit, @Nullable String since) {
        return operations.openObligations().counted(tenantId, principal, limit, since);
    }

    /** Counts a session and reads the inbox. See {@link dev.asyncgate.receipt.BeginSession}. */
    public Bootstrap bootstrap(@Nullable String since, int limit) {
        return operations.beginSession().run(tenantId, principal, since, limit);
    }

    /** What is addressed to the principal. See {@link dev.asyncgate.receipt.ListReceipts}. */
    public LedgerPage listReceipts(@Nullable String since, int limit) {
        return operations.listReceipts().run(tenantId, principal, since, limit);
    }

    /** Notes that the principal has got these. See {@link dev.asyncgate.receipt.MarkDelivered}. */
    public void markDelivered(Collection<UUID> receiptIds) {
        operations.markDelivered().run(tenantId, receiptIds);
    }

    /** See {@link dev.asyncgate.receipt.AckReceipt}. */
    public void ackReceipt(UUID receiptId) {
        if (operations.ackReceipt().run(tenantId, principal, receiptId)) {
            operations.announce(tenantId);
        }
    }

    /** See {@link Ledger#run}. */
    public LedgerPage ledger(LedgerFilter filter, @Nullable String since, int limit) {
        return operations.ledger().run(tenantId, filter, since, limit);
    }

    /** See {@link dev.asyncgate.receipt.GetReceipt}. */
    public LedgerEntry getReceipt(UUID receiptId) {
        return operations.getReceipt().run(tenantId, receiptId);
    }

    /** See {@link dev.asyncgate.receipt.ReceiptChildren}. */
    public List<LedgerEntry> receiptChildren(UUID receiptId, int limit) {
        return operations.receiptChildren().run(tenantId, receiptId, limit);
    }

    /** See {@link dev.asyncgate.receipt.WalkLineage#ofTask}. */
    public ReceiptGraph lineageOfTask(UUID taskId, int depth, int limit) {
        return operations.walkLineage().ofTask(tenantId, taskId, depth, limit);
    }

    /** See {@link dev.asyncgate.receipt.WalkLineage#ofReceipt}. */
    public ReceiptGraph lineageOfReceipt(UUID receiptId, int depth, int limit) {
        return operations.walkLineage().ofReceipt(tenantId, receiptId, depth, limit);
    }
}
