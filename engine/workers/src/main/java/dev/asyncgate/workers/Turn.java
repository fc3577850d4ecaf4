package dev.asyncgate.workers;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task from its claim to its report, on the thread that works on it. Every call is repeated while the gate is away:
 * a repeat of what has already had its effect is answered as the first was.
 */
final class Turn {

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    /** No lease lasts longer than this unless it is renewed. */
    private static final Duration LONGEST_LEASE = Duration.ofSeconds(Limits.MAX_LEASE_TTL_SECONDS);

    private final Taskee taskee;
    private final ClaimedTask task;
    private final Handler handler;
    private final LeaseKeeper.Timing timing;
    private final long claimedNanos;
    private @Nullable Thread working;
    private volatile @Nullable LeaseKeeper keeper;
    private volatile boolean givenUp;
    private volatile boolean silent;

    Turn(Taskee taskee, ClaimedTask task, Handler handler, LeaseKeeper.Timing timing) {
        this.taskee = taskee;
        this.task = task;
        this.handler = handler;
        this.timing = timing;
        this.claimedNanos = timing.timer().nanos();
    }

    /** What the worker holds by it; null before it has begun. */
    WorkerLoop.@Nullable Holding holding() {
        LeaseKeeper lease = keeper;
        return lease == null ? null : new WorkerLoop.Holding(task, lease.expiresAt(), lease.timeLeft());
    }

    /** The work is to end now, and its lease is to be given back; calls are no longer repeated. */
    void giveUp() {
        givenUp = true;
        interruptWork();
    }

    /** The work is to end now, and nothing is to be said. */
    void fallSilent() {
        silent = true;
        giveUp();
    }

    /** Works on the task and reports. */
    void run() {
        try {
            LeaseEnd end = takePlace();
            enter();
            if (!silent) {
                handler.ended(task, end);
            }
        } catch (InterruptedException e) {
            LOG.debug("worker {} says nothing more of task {}", taskee.workerId(), task.taskId());
        } finally {
            leave();
        }
    }

    private LeaseEnd takePlace() throws InterruptedException {
        try {
            if (givenUp) {
                return report(new Outcome.Released(null));
            }
            LeaseKeeper lease = begin();
            Outcome outcome = work(new LeasedTask(taskee, task, lease));
            lease.finish();
            return lease.isLost() ? LeaseEnd.EXPIRED : report(outcome);
        } catch (GateException e) {
            LOG.debug("worker {} could not begin task {}: {}", taskee.workerId(), task.taskId(), e.getMessage());
            return LeaseEnd.EXPIRED;
        }
    }

    private LeaseKeeper begin() throws InterruptedException {
        long beforeNanos = timing.timer().nanos();
        Instant startedAt = insist(() -> taskee.start(task.taskId(), task.leaseId()));
        var lease = new LeaseKeeper(taskee, task, timing, startedAt, beforeNanos, this::interruptWork);
        keeper = lease;
        return lease;
    }

    private Outcome work(LeasedTask leased) {
        enter();
        try {
            if (leased.isLost()) {
                throw new InterruptedException("lost before it began");
            }
            return handler.work(leased);
        } catch (InterruptedException e) {
            return new Outcome.Released(null);
        } catch (Throwable e) {
            LOG.debug("worker {} failed at task {}", taskee.workerId(), task.taskId(), e);
            return givenUp ? new Outcome.Released(null) : failed(e);
        } finally {
            leave();
        }
    }

    /** From here on the thread may be interrupted. */
    private synchronized void enter() {
        working = Thread.currentThread();
        if (givenUp) {
            working.interrupt();
        }
    }

    /** From here on nobody interrupts the thread, and no interrupt that came late reaches what follows. */
    private synchronized void leave() {
        working = null;
        boolean _ = Thread.interrupted();
    }

    private synchronized void interruptWork() {
        if (working != null) {
            working.interrupt();
        }
    }

    private static Outcome failed(Throwable e) {
        String kind = e instanceof GateException refusal
                ? refusal.code().name()
                : e.getClass().getSimpleName();
        return Outcome.failed(kind, e.getMessage() == null ? kind : e.getMessage(), true);
    }

    private LeaseEnd report(Outcome outcome) throws InterruptedException {
        if (silent) {
            throw new InterruptedException("killed");
        }
        try {
            return offer(outcome);
        } catch (GateException e) {
            if (outcome instanceof Outcome.Released || !isAboutTheOutcome(e)) {
                LOG.debug("worker {} no longer holds task {}", taskee.workerId(), task.taskId(), e);
                return LeaseEnd.EXPIRED;
            }
            return report(withoutWhatWasRefused(outcome, e));
        }
    }

    private static boolean isAboutTheOutcome(GateException e) {
        return switch (e.code()) {
            case LOCATABILITY_REQUIRED, INVALID_REQUEST, PAYLOAD_TOO_LARGE, RECEIPT_LIMIT_EXCEEDED -> true;
            default -> false;
        };
    }

    /** What the gate refuses is a failure that no other attempt mends; a failure that it refuses is given back. */
    private static Outcome withoutWhatWasRefused(Outcome refused, GateException why) {
        return refused instanceof Outcome.Completed
                ? Outcome.failed(why.code().name(), why.getMessage(), false)
                : new Outcome.Released(null);
    }

    private LeaseEnd offer(Outcome outcome) throws InterruptedException {
        UUID taskId = task.taskId();
        UUID leaseId = task.leaseId();
        return switch (outcome) {
            case Outcome.Completed(var completion) ->
                insist(() -> {
                    taskee.complete(taskId, leaseId, completion);
                    return LeaseEnd.COMPLETED;
                });
            case Outcome.Failed(var error, boolean retryable) ->
                insist(() -> taskee.fail(taskId, leaseId, error, retryable) ? LeaseEnd.RETRIED : LeaseEnd.FAILED);
            case Outcome.Released(var delay) ->
                insist(() -> {
                    taskee.release(taskId, leaseId, delay);
                    return LeaseEnd.RELEASED;
                });
        };
    }

    /** Repeats a call until the gate has answered it, the lease has surely ended, or the turn was given up. */
    private <T> T insist(Supplier<T> call) throws InterruptedException {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
        while (true) {
            try {
                return call.get();
            } catch (GateException e) {
                if (!isWorthRepeating(e) || givenUp || hasSurelyEnded()) {
                    throw e;
                }
                backoff.pause();
            }
        }
    }

    private static boolean isWorthRepeating(GateException e) {
        return e.code() == ErrorCode.DATABASE_UNAVAILABLE || e.code() == ErrorCode.INTERNAL_ERROR;
    }

    private boolean hasSurelyEnded() {
        LeaseKeeper lease = keeper;
        return lease == null
                ? timing.timer().nanos() - claimedNanos > LONGEST_LEASE.toNanos()
                : lease.timeLeft().isNegative();
    }
}
