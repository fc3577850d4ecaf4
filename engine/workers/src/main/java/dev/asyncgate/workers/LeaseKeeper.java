package dev.asyncgate.workers;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one lease while its task is worked on: renews it when a third of it remains, and interrupts the work when it is
 * lost.
 *
 * <p>The time left is measured from before the call that bought it, on this machine's monotonic clock, so that neither a
 * slow call nor a wrong clock makes a worker believe in a lease that has ended.
 */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final Worker worker;
    private final ClaimedTask task;
    private final Duration ttl;
    private final ScheduledExecutorService timer;
    private final Thread holder = Thread.currentThread();
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private volatile Instant expiresAt;
    private volatile long deadlineNanos;
    private Future<?> next;
    private boolean done;
    private boolean lost;

    /** For the thread that works; {@code claimedNanos} is {@link System#nanoTime()} from before the claim. */
    LeaseKeeper(Worker worker, ClaimedTask task, Duration ttl, ScheduledExecutorService timer, long claimedNanos) {
        this.worker = worker;
        this.task = task;
        this.ttl = ttl;
        this.timer = timer;
        this.expiresAt = task.expiresAt();
        this.deadlineNanos = claimedNanos + ttl.toNanos();
        this.next = schedule(deadlineNanos - ttl.toNanos() / 3 - System.nanoTime());
    }

    ClaimedTask task() {
        return task;
    }

    /** When the lease ends unless it is renewed, by the database's clock. */
    Instant expiresAt() {
        return expiresAt;
    }

    /** How long the lease is surely there; negative when it may have ended. */
    Duration timeLeft() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    /**
     * Ends the keeping; a renewal under way is waited for. From here on nothing interrupts the working thread for the
     * lease's sake.
     *
     * @return whether the lease was lost
     */
    synchronized boolean finish() {
        done = true;
        next.cancel(false);
        return lost;
    }

    private Future<?> schedule(long nanos) {
        return timer.schedule(this::renew, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private synchronized void renew() {
        if (done) {
            return;
        }
        long before = System.nanoTime();
        if (before >= deadlineNanos) {
            lose();
            return;
        }
        try {
            expiresAt = worker.renewLease(task.taskId(), task.leaseId(), ttl);
            deadlineNanos = before + ttl.toNanos();
            backoff.reset();
            next = schedule(ttl.toNanos() * 2 / 3);
        } catch (GateException e) {
            refused(e);
        }
    }

    private void refused(GateException e) {
        switch (e.code()) {
            case LEASE_INVALID_OR_EXPIRED, TASK_NOT_FOUND -> lose();
            case LEASE_RENEWAL_LIMIT_EXCEEDED, LEASE_LIFETIME_EXCEEDED -> {
                LOG.debug("lease {} cannot be renewed any more: {}", task.leaseId(), e.getMessage());
                next = schedule(deadlineNanos - System.nanoTime());
            }
            default -> tryAgain(e);
        }
    }

    private void tryAgain(GateException e) {
        if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
            LOG.warn("lease {} could not be renewed: {}", task.leaseId(), e.getMessage());
        }
        next = schedule(Math.min(backoff.nextDelay().toNanos(), deadlineNanos - System.nanoTime()));
    }

    private void lose() {
        done = true;
        lost = true;
        holder.interrupt();
    }
}
