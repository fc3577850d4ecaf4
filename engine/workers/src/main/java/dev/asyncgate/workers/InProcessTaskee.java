package dev.asyncgate.workers;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A worker's calls on the engine of this process. */
final class InProcessTaskee implements Taskee {

    private final Worker worker;

    InProcessTaskee(Gate gate, UUID tenantId, String workerId) {
        this.worker = gate.worker(tenantId, workerId);
    }

    @Override
    public String workerId() {
        return worker.workerId();
    }

    @Override
    public List<ClaimedTask> claim(ClaimTasks.Request request, Duration wait) {
        return worker.leaseNext(request, wait);
    }

    @Override
    public Instant start(UUID taskId, UUID leaseId) {
        return worker.startTask(taskId, leaseId);
    }

    @Override
    public Instant renew(UUID taskId, UUID leaseId, Duration extension) {
        return worker.renewLease(taskId, leaseId, extension);
    }

    @Override
    public void progress(UUID taskId, UUID leaseId, Json progress) {
        int _ = worker.reportProgress(taskId, leaseId, progress);
    }

    @Override
    public void complete(UUID taskId, UUID leaseId, Completion completion) {
        worker.complete(taskId, leaseId, completion);
    }

    @Override
    public boolean fail(UUID taskId, UUID leaseId, Json error, boolean retryable) {
        return worker.fail(taskId, leaseId, error, retryable).requeued();
    }

    @Override
    public void release(UUID taskId, UUID leaseId, @Nullable Duration delay) {
        worker.releaseLease(taskId, leaseId, delay);
    }
}
