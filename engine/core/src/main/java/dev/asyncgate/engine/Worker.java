package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.task.CompleteTasks;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.FailTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who claims and does work: bound to a tenant and a worker, so that no call can forget them. Thread-safe. */
public final class Worker {

    private final Operations operations;
    private final UUID tenantId;
    private final Principal worker;

    Worker(Operations operations, UUID tenantId, Principal worker) {
        this.operations = operations;
        this.tenantId = tenantId;
        this.worker = worker;
    }

    /** The id under which it holds leases. */
    public String workerId() {
        return worker.id();
    }

    /** See {@link ClaimTasks}. */
    public List<ClaimedTask> leaseNext(ClaimTasks.Request request) {
        List<ClaimedTask> claimed = operations.claimTasks().run(tenantId, worker, request);
        if (!claimed.isEmpty()) {
            operations.announce(tenantId);
        }
        return claimed;
    }

    /**
     * The same; when there is nothing, waits until there is, without a connection. Meant for virtual threads: an interrupt
     * ends the wait, and under a claim that is just being made it ends the connection too.
     *
     * @param wait 0 s to 30 s
     * @return empty when the time is over, the thread was interrupted (it stays so) or the gate was closed
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public List<ClaimedTask> leaseNext(ClaimTasks.Request request, Duration wait) {
        return leaseNext(request, new Wait(wait));
    }

    /** The same, with a wait that others may end. */
    public List<ClaimedTask> leaseNext(ClaimTasks.Request request, Wait wait) {
        return operations.waiting().claim(tenantId, request, wait, () -> leaseNext(request));
    }

    /** See {@link dev.asyncgate.task.StartTask}. */
    public Instant startTask(UUID taskId, UUID leaseId) {
        return announced(operations.startTask().run(tenantId, worker.id(), taskId, leaseId));
    }

    /** See {@link dev.asyncgate.lease.RenewLease}. */
    public Instant renewLease(UUID taskId, UUID leaseId, @Nullable Duration extension) {
        return announced(operations.renewLease().run(tenantId, worker.id(), taskId, leaseId, extension));
    }

    /** See {@link dev.asyncgate.lease.ReleaseLease}. */
    public void releaseLease(UUID taskId, UUID leaseId, @Nullable Duration delay) {
        operations.releaseLease().run(tenantId, worker.id(), taskId, leaseId, delay);
        operations.announce(tenantId, ReadyTasks.UNKNOWN);
    }

    /** See {@link dev.asyncgate.task.ReportProgress}. */
    public int reportProgress(UUID taskId, UUID leaseId, Json progress) {
        return announced(operations.reportProgress().run(tenantId, worker.id(), taskId, leaseId, progress));
    }

    /** See {@link CompleteTasks}. */
    public void complete(UUID taskId, UUID leaseId, Completion completion) {
        operations.completeTasks().run(tenantId, worker.id(), new CompletionItem(taskId, leaseId, completion));
        operations.announce(tenantId);
    }

    /** Completes each for itself, at most 1,000. See {@link CompleteTasks#runAll}. */
    public List<CompleteTasks.Result> completeAll(List<CompletionItem> items) {
        return announced(operations.completeTasks().runAll(tenantId, worker.id(), items));
    }

    /** See {@link dev.asyncgate.task.AmendCompletion}. */
    public void amendCompletion(UUID taskId, UUID leaseId, @Nullable Json artifacts, @Nullable Json deliveryProof) {
        operations.amendCompletion().run(tenantId, worker.id(), taskId, leaseId, artifacts, deliveryProof);
        operations.announce(tenantId);
    }

    /** See {@link FailTask}. */
    public FailTask.Failure fail(UUID taskId, UUID leaseId, Json error, boolean retryable) {
        FailTask.Failure failure = operations.failTask().run(tenantId, worker.id(), taskId, leaseId, error, retryable);
        operations.announce(tenantId, failure.requeued() ? ReadyTasks.UNKNOWN : ReadyTasks.NONE);
        return failure;
    }

    private <T> T announced(T answer) {
        operations.announce(tenantId);
        return answer;
    }
}
