package dev.asyncgate.workers.scheduler;

import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.error.GateException;
import dev.asyncgate.workers.Backoff;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires what is due, then sleeps until the next run: one question to the database each time it wakes, at most one a second
 * unless a run is due, and one a minute when nothing happens. A pass that has begun is brought to its end. Thread-safe.
 */
final class FiringLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FiringLoop.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(30);

    /** Somebody else has the run in hand. */
    private static final Duration WHILE_LOCKED = Duration.ofMillis(200);

    private final ScheduleKeeper keeper;
    private final LinkedBlockingQueue<Boolean> signal = new LinkedBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closing;

    FiringLoop(ScheduleKeeper keeper) {
        this.keeper = keeper;
        this.thread = Thread.ofPlatform().daemon().name("asyncgate-scheduler").start(this::run);
    }

    /** Says that a next run may have moved. Returns at once. */
    void wake() {
        boolean _ = signal.offer(true);
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!thread.join(LONGEST_GOODBYE)) {
                LOG.warn(
                        "a pass of the scheduler takes longer than {} s; it is left to the database",
                        LONGEST_GOODBYE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));
        try {
            while (!closing) {
                try {
                    sleep(fire());
                    backoff.reset();
                } catch (GateException e) {
                    LOG.warn("the scheduler could not fire what is due, and tries again: {}", e.getMessage());
                    backoff.pause();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the scheduler ends");
        }
    }

    /** Fires what is due and returns how long there is nothing to do. */
    private Duration fire() {
        Duration untilNext = keeper.untilNext().orElse(LONGEST_SLEEP);
        if (untilNext.isPositive()) {
            return untilNext;
        }
        return keeper.fireDue() > 0 ? Duration.ZERO : WHILE_LOCKED;
    }

    /** Until the next run, or until somebody says that it may have moved. */
    private void sleep(Duration untilNext) throws InterruptedException {
        Duration longest = untilNext.compareTo(LONGEST_SLEEP) < 0 ? untilNext : LONGEST_SLEEP;
        Duration apart = untilNext.compareTo(BETWEEN_LOOKS) < 0 ? untilNext : BETWEEN_LOOKS;
        if (!closing) {
            Thread.sleep(apart);
            Boolean _ = signal.poll(longest.minus(apart).toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
