package dev.asyncgate.bench;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When each of some tasks was created and when it was claimed. Thread-safe. */
final class Pickups {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Map<UUID, Long> createdAt = new ConcurrentHashMap<>();
    private final Map<UUID, Long> claimedAt = new ConcurrentHashMap<>();
    private final CountDownLatch left;

    Pickups(int tasks) {
        this.left = new CountDownLatch(tasks);
    }

    void created(UUID taskId) {
        createdAt.put(taskId, System.nanoTime());
    }

    /** Claims and completes until all tasks are completed. */
    void workThrough(Worker worker) {
        while (left.getCount() > 0) {
            for (ClaimedTask task : worker.leaseNext(ClaimTasks.Request.any(), WAIT)) {
                claimedAt.put(task.taskId(), System.nanoTime());
                worker.complete(task.taskId(), task.leaseId(), Work.DONE);
                left.countDown();
            }
        }
    }

    /** Waits until all are completed; the times from creation to claim, shortest first. */
    List<Double> millis() {
        try {
            if (!left.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(left.getCount() + " tasks were not completed within " + WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The measurement was interrupted.", e);
        }
        return createdAt.entrySet().stream()
                .map(created -> (claimedAt.getOrDefault(created.getKey(), 0L) - created.getValue()) / 1e6)
                .sorted()
                .toList();
    }
}
