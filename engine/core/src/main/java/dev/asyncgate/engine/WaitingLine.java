package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.lease.ClaimTasks;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;

/**
 * The calls of one tenant that wait, in the order in which they came. Not thread-safe: guarded by the lock of
 * {@link Waiting}.
 */
final class WaitingLine {

    private final Set<WaitingWorker> workers = new LinkedHashSet<>();
    private long nextLookNanos = System.nanoTime();

    /** Puts a call at its end, at rest when one that asks the same rests already: there is nothing for either. */
    WaitingWorker join(ClaimTasks.Request request, Condition called) {
        boolean behindItsLike = workers.stream().anyMatch(worker -> worker.isResting() && worker.asksTheSame(request));
        var worker = new WaitingWorker(this, request, called, behindItsLike);
        workers.add(worker);
        return worker;
    }

    void leave(WaitingWorker worker) {
        workers.remove(worker);
    }

    int size() {
        return workers.size();
    }

    boolean isEmpty() {
        return workers.isEmpty();
    }

    boolean hasResting() {
        return workers.stream().anyMatch(WaitingWorker::isResting);
    }

    /**
     * Calls one resting worker for each task, the first in line that can take it.
     *
     * @return those for which nobody was called
     */
    ReadyTasks call(ReadyTasks ready) {
        Map<ReadyTasks.Queue, Integer> uncalled = new HashMap<>();
        ready.counts().forEach((queue, count) -> {
            int left = call(queue, count);
            if (left > 0) {
                uncalled.put(queue, left);
            }
        });
        return new ReadyTasks(uncalled, ready.others());
    }

    private int call(ReadyTasks.Queue queue, int count) {
        int left = count;
        for (WaitingWorker worker : workers) {
            if (left > 0 && worker.isResting() && worker.canTake(queue)) {
                worker.call(queue);
                left--;
            }
        }
        if (left > 0) {
            workers.stream()
                    .filter(worker -> worker.isAsking() && worker.canTake(queue))
                    .forEach(WaitingWorker::askedTooEarly);
        }
        return left;
    }

    void dismiss() {
        workers.forEach(WaitingWorker::dismiss);
    }

    /** When its tenant is to be looked at, on the scale of {@link System#nanoTime}. */
    long nextLookNanos() {
        return nextLookNanos;
    }

    void lookAt(long nanos) {
        nextLookNanos = nanos;
    }

    void lookNoLaterThan(long nanos) {
        if (nanos - nextLookNanos < 0) {
            nextLookNanos = nanos;
        }
    }
}
