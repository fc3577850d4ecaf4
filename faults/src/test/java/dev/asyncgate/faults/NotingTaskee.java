package dev.asyncgate.faults;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import dev.asyncgate.workers.Taskee;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker's calls, with what they were answered noted. A fault of the gate's own is noted too: nobody should see one. */
record NotingTaskee(Taskee taskee, Acknowledged acknowledged) implements Taskee {

    @Override
    public String workerId() {
        return taskee.workerId();
    }

    @Override
    public List<ClaimedTask> claim(ClaimTasks.Request request, Duration wait) {
        List<ClaimedTask> claimed = noting(() -> taskee.claim(request, wait));
        claimed.forEach(task -> acknowledged.claimed(task.taskId(), task.leaseId(), workerId()));
        return claimed;
    }

    @Override
    public Instant start(UUID taskId, UUID leaseId) {
        return noting(() -> taskee.start(taskId, leaseId));
    }

    @Override
    public Instant renew(UUID taskId, UUID leaseId, Duration extension) {
        return noting(() -> taskee.renew(taskId, leaseId, extension));
    }

    @Override
    public void progress(UUID taskId, UUID leaseId, Json progress) {
        taskee.progress(taskId, leaseId, progress);
    }

    @Override
    public void complete(UUID taskId, UUID leaseId, Completion completion) {
        noting(() -> {
            taskee.complete(taskId, leaseId, completion);
            acknowledged.completed(taskId, leaseId, workerId());
            return true;
        });
    }

    @Override
    public boolean fail(UUID taskId, UUID leaseId, Json error, boolean retryable) {
        boolean requeued = noting(() -> taskee.fail(taskId, leaseId, error, retryable));
        acknowledged.failed(taskId, leaseId, workerId(), requeued);
        return requeued;
    }

    @Override
    public void release(UUID taskId, UUID leaseId, @Nullable Duration delay) {
        taskee.release(taskId, leaseId, delay);
    }

    private <T> T noting(Supplier<T> call) {
        try {
            return call.get();
        } catch (GateException e) {
            if (e.code() != ErrorCode.DATABASE_UNAVAILABLE && e.code() != ErrorCode.LEASE_INVALID_OR_EXPIRED) {
                acknowledged.fault(workerId() + ": " + e.code() + ": " + e.getMessage());
            }
            throw e;
        }
    }
}
