package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The lines of all tenants under one lock, which nobody holds for longer than it takes to walk along a line. */
final class WaitingLines implements AutoCloseable {

    /** A tenant whose look is due so soon is looked at along with others. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition lookSooner = lock.newCondition();
    private final Map<UUID, WaitingLine> lines = new HashMap<>();
    private long lookoutWakesAt;
    private boolean closed;

    /** Stands at the end of its line. */
    WaitingWorker join(UUID tenantId, ClaimTasks.Request request) {
        lock.lock();
        try {
            return lines.computeIfAbsent(tenantId, _ -> new WaitingLine()).join(request, lock.newCondition());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the worker is to ask the database: at once when it has never asked.
     *
     * @param wait is told when it rests
     * @param deadline on the scale of {@link System#nanoTime}
     * @return false when it is over, because of the deadline, an interrupt, which stays, or the end of the gate
     */
    boolean awaitTurn(WaitingWorker worker, Wait wait, long deadline) {
        lock.lock();
        try {
            if (worker.isResting()) {
                wait.rests();
            }
            worker.rest(deadline);
            return worker.isAsking()
                    && deadline - System.nanoTime() > 0
                    && !Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes in what the worker's claim has brought; after nothing it rests. If it was called in vain, somebody took what it
     * was called for, and may have been called for something that came too late for this claim to see: the lookout looks.
     */
    void asked(WaitingWorker worker, List<ClaimedTask> claimed) {
        lock.lock();
        try {
            if (worker.asked(claimed)) {
                worker.line().lookNoLaterThan(System.nanoTime());
            }
            if (closed) {
                worker.dismiss();
            }
            hastenLookout(worker.line());
        } finally {
            lock.unlock();
        }
    }

    /** Lets one worker go, without a further claim. */
    void dismiss(WaitingWorker worker) {
        lock.lock();
        try {
            worker.dismiss();
        } finally {
            lock.unlock();
        }
    }

    /** Goes; returns what it was called for and did not see to. */
    Optional<ReadyTasks.Queue> leave(WaitingWorker worker) {
        lock.lock();
        try {
            return worker.leave();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Calls a worker for each task, and has the lookout look for what is not known.
     *
     * @return what nobody was called for
     */
    ReadyTasks call(UUID tenantId, ReadyTasks ready) {
        lock.lock();
        try {
            WaitingLine line = lines.get(tenantId);
            if (line == null) {
                return ready;
            }
            if (ready.others()) {
                lookNoLaterThan(line, System.nanoTime());
            }
            return line.call(ready);
        } finally {
            lock.unlock();
        }
    }

    void lookEverywhere() {
        lock.lock();
        try {
            lines.values().forEach(line -> lookNoLaterThan(line, System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /** Has the tenant looked at after this time, or sooner. */
    void lookIn(UUID tenantId, Duration duration) {
        lock.lock();
        try {
            WaitingLine line = lines.get(tenantId);
            if (line != null) {
                lookNoLaterThan(line, System.nanoTime() + duration.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many workers stand in all lines. */
    int count() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(WaitingLine::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a tenant that has workers at rest is due to be looked at; its next look is then some 5 seconds away.
     *
     * @return those that are due, and those that soon will be
     */
    Set<UUID> awaitLook() throws InterruptedException {
        lock.lock();
        try {
            long now = System.nanoTime();
            for (long left = nanosToLook(now); left > 0; left = nanosToLook(now)) {
                lookoutWakesAt = now + left;
                long _ = lookSooner.awaitNanos(left);
                now = System.nanoTime();
            }
            lookoutWakesAt = now;
            return startLook(now);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody rests any more from now on. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            lines.values().forEach(WaitingLine::dismiss);
        } finally {
            lock.unlock();
        }
    }

    private void lookNoLaterThan(WaitingLine line, long nanos) {
        line.lookNoLaterThan(nanos);
        hastenLookout(line);
    }

    private void hastenLookout(WaitingLine line) {
        if (line.nextLookNanos() - lookoutWakesAt < 0 && line.hasResting()) {
            lookSooner.signal();
        }
    }

    private long nanosToLook(long now) {
        return lines.values().stream()
                .filter(WaitingLine::hasResting)
                .mapToLong(line -> line.nextLookNanos() - now)
                .min()
                .orElse(TimeUnit.DAYS.toNanos(1));
    }

    private Set<UUID> startLook(long now) {
        lines.values().removeIf(line -> line.isEmpty() && line.nextLookNanos() - now < 0);
        long next =
                now + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(4_000, 6_000));
        Set<UUID> tenantIds = new HashSet<>();
        lines.forEach((tenantId, line) -> {
            if (line.hasResting() && line.nextLookNanos() - now < SOON_NANOS) {
                line.lookAt(next);
                tenantIds.add(tenantId);
            }
        });
        return tenantIds;
    }
}
