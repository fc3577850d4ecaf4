package dev.asyncgate.bench;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A worker that claims and completes one task after the other until it is told to end: who would notice what happens in the
 * background.
 */
final class Foreground {

    /** How long a call of its may take at most, milliseconds. */
    static final Goal HELD = Goal.atMost(100);

    private static final List<NewTask> TASKS = Work.tasks(Work.CREATED_AT_ONCE);
    private static final ClaimTasks.Request ONE = new ClaimTasks.Request(List.of(), List.of("bench.work"), 1, null);

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Double> longestMillis;

    Foreground(Gate gate, UUID tenant) {
        Tasker tasker = gate.tasker(tenant, Work.PLANNER);
        tasker.createTasks(TASKS);
        Worker worker = gate.worker(tenant, "worker-0");
        longestMillis = CompletableFuture.supplyAsync(() -> work(tasker, worker));
    }

    private double work(Tasker tasker, Worker worker) {
        double longest = 0;
        while (!stopped.get()) {
            long start = System.nanoTime();
            List<ClaimedTask> claimed = worker.leaseNext(ONE);
            longest = Math.max(longest, millisSince(start));
            if (claimed.isEmpty()) {
                tasker.createTasks(TASKS);
            }
            for (ClaimedTask task : claimed) {
                start = System.nanoTime();
                worker.complete(task.taskId(), task.leaseId(), Work.DONE);
                longest = Math.max(longest, millisSince(start));
            }
        }
        return longest;
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    /** Ends it; how long its longest claim or completion took, milliseconds. */
    double end() {
        stopped.set(true);
        return longestMillis.join();
    }
}
