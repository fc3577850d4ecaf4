package dev.asyncgate.workers;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one lease while its task is worked on: renews it when a third of it remains, each time for three times as long,
 * and tells when it is lost. Growing by less, leases of 10 s would use up their ten renewals before their two hours.
 *
 * <p>Wrong clocks do no harm: the gate's instants are compared with each other alone, and the time left is counted on
 * this machine's monotonic clock from before the call that began it.
 */
final class LeaseKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int GROWTH = 3;

    /**
     * How leases are kept.
     *
     * @param longestExtension the most that a renewal asks for: so long a task waits for a worker that dies
     */
    record Timing(Timer timer, Duration longestExtension) {}

    /** What counts time and calls back. */
    interface Timer {
        /** Monotonic, as {@link System#nanoTime}. */
        long nanos();

        /** Calls back once, at once when the delay is negative. */
        Future<?> after(long nanos, Runnable call);
    }

    private final Taskee taskee;
    private final ClaimedTask task;
    private final Timing timing;
    private final Runnable onLoss;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private final Lock calling = new ReentrantLock();
    private Duration extension;
    private volatile Instant expiresAt;
    private volatile long deadlineNanos;
    private volatile boolean lost;
    private volatile boolean done;
    private Future<?> nextRenewal;
    private Future<?> end;

    /**
     * Begins.
     *
     * @param startedAt when the work began, by the database's clock
     * @param beforeNanos the timer's, from before the call that began it
     * @param onLoss called once, from any thread, unless {@link #finish} comes first
     */
    LeaseKeeper(Taskee taskee, ClaimedTask task, Timing timing, Instant startedAt, long beforeNanos, Runnable onLoss) {
        this.taskee = taskee;
        this.task = task;
        this.timing = timing;
        this.onLoss = onLoss;
        this.expiresAt = task.expiresAt();
        this.extension = Duration.between(startedAt, expiresAt);
        this.deadlineNanos = beforeNanos + extension.toNanos();
        synchronized (this) {
            // A lease that has as good as ended calls back before this is over.
            this.nextRenewal = scheduleRenewal(left() * 2 / 3);
            this.end = scheduleEnd();
        }
    }

    /** Whether the refusal says that the lease is somebody else's or nobody's. */
    static boolean isLoss(GateException refusal) {
        return refusal.code() == ErrorCode.LEASE_INVALID_OR_EXPIRED || refusal.code() == ErrorCode.TASK_NOT_FOUND;
    }

    /** When the lease ends unless it is renewed, by the database's clock. */
    Instant expiresAt() {
        return expiresAt;
    }

    /** How long the lease is surely there; negative when it may have ended. */
    Duration timeLeft() {
        return Duration.ofNanos(left());
    }

    boolean isLost() {
        return lost;
    }

    /** Ends the keeping; a renewal under way is waited for, so that it does not come after the end of the lease. */
    void finish() {
        calling.lock();
        try {
            boolean _ = stop(false);
        } finally {
            calling.unlock();
        }
    }

    /** The lease is known to be gone. */
    void lose() {
        if (stop(true)) {
            onLoss.run();
        }
    }

    private synchronized boolean stop(boolean byLoss) {
        if (done) {
            return false;
        }
        done = true;
        lost = byLoss;
        nextRenewal.cancel(false);
        end.cancel(false);
        return true;
    }

    private long left() {
        return deadlineNanos - timing.timer().nanos();
    }

    private Future<?> scheduleRenewal(long nanos) {
        return timing.timer().after(nanos, this::renew);
    }

    private Future<?> scheduleEnd() {
        return timing.timer().after(left(), this::lose);
    }

    private void renew() {
        calling.lock();
        try {
            if (!done) {
                Duration next = nextExtension();
                renewed(taskee.renew(task.taskId(), task.leaseId(), next), next);
            }
        } catch (GateException e) {
            refused(e);
        } finally {
            calling.unlock();
        }
    }

    private Duration nextExtension() {
        long seconds = Math.min(
                extension.toSeconds() * GROWTH, timing.longestExtension().toSeconds());
        return Duration.ofSeconds(Math.clamp(seconds, Limits.MIN_LEASE_TTL_SECONDS, Limits.MAX_LEASE_TTL_SECONDS));
    }

    private synchronized void renewed(Instant until, Duration by) {
        deadlineNanos += Duration.between(expiresAt, until).toNanos();
        expiresAt = until;
        extension = by;
        backoff.reset();
        if (!done) {
            end.cancel(false);
            end = scheduleEnd();
            nextRenewal = scheduleRenewal(left() * 2 / 3);
        }
    }

    private void refused(GateException e) {
        if (isLoss(e)) {
            lose();
        } else if (e.code() == ErrorCode.LEASE_RENEWAL_LIMIT_EXCEEDED
                || e.code() == ErrorCode.LEASE_LIFETIME_EXCEEDED) {
            LOG.debug("lease {} cannot be renewed any more: {}", task.leaseId(), e.getMessage());
        } else {
            tryAgain(e);
        }
    }

    private synchronized void tryAgain(GateException e) {
        LOG.debug("lease {} could not be renewed yet: {}", task.leaseId(), e.getMessage());
        if (!done) {
            nextRenewal = scheduleRenewal(backoff.nextDelay().toNanos());
        }
    }
}
