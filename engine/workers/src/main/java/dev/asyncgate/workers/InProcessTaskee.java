package dev.asyncgate.workers;

import dev.asyncgate.database.ChangeFeed;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A worker's calls on the engine of this process. */
final class InProcessTaskee implements Taskee {

    private final Worker worker;
    private final ChangeFeed changes;
    private final UUID tenantId;

    InProcessTaskee(Gate gate, UUID tenantId, String workerId) {
        this.worker = gate.worker(tenantId, workerId);
        this.changes = gate.changes();
        this.tenantId = tenantId;
    }

    @Override
    public String workerId() {
        return worker.workerId();
    }

    @Override
    public List<ClaimedTask> claim(ClaimTasks.Request request, Duration wait) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        var signal = new Semaphore(0);
        try (ChangeFeed.Subscription _ = changes.subscribe(changed -> heard(changed, signal))) {
            List<ClaimedTask> claimed = worker.leaseNext(request);
            while (claimed.isEmpty() && awaitChange(signal, deadlineNanos)) {
                claimed = worker.leaseNext(request);
            }
            return claimed;
        }
    }

    private void heard(UUID changed, Semaphore signal) {
        if (changed.equals(tenantId) || changed.equals(ChangeFeed.EVERYTHING)) {
            signal.release();
        }
    }

    /** One change wakes every idle worker; a moment of jitter keeps them apart and folds changes that come in a row. */
    private static boolean awaitChange(Semaphore signal, long deadlineNanos) throws InterruptedException {
        if (!signal.tryAcquire(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        Thread.sleep(ThreadLocalRandom.current().nextLong(10, 100));
        int _ = signal.drainPermits();
        return true;
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
