package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease for which nobody renews any more.
 *
 * @param expiresAt when it runs out, by the database's clock
 * @param endNanos the same by this machine's monotonic clock
 * @param afterwards what its holder tries when it comes to
 */
record LostLease(ClaimedTask task, Instant expiresAt, long endNanos, Afterwards afterwards) {

    /** What somebody tries who slept too long. */
    enum Afterwards {
        NOTHING,
        COMPLETE,
        RENEW
    }

    private static final Logger LOG = LoggerFactory.getLogger(LostLease.class);

    /** A lease that ran out is ended by the next sweep of the demo's tenant. */
    private static final Duration UNTIL_SWEPT = Demo.SWEEP.plusMillis(1500);

    /** Whether it has surely ended. */
    boolean isOver() {
        return System.nanoTime() - endNanos > UNTIL_SWEPT.toNanos();
    }

    /** The same, and its holder never comes to. */
    LostLease forgotten() {
        return new LostLease(task, expiresAt, endNanos, Afterwards.NOTHING);
    }

    /** Tries what the holder tries when it comes to: it is refused, unless it comes to in time. */
    LeaseEnd handIn(Worker worker) {
        try {
            switch (afterwards) {
                case NOTHING -> {
                    return LeaseEnd.EXPIRED;
                }
                case COMPLETE -> {
                    worker.complete(task.taskId(), task.leaseId(), Labour.located(task));
                    return LeaseEnd.COMPLETED;
                }
                case RENEW -> {
                    worker.renewLease(task.taskId(), task.leaseId(), null);
                    LOG.warn("worker {} renewed the lost lease {}", worker.workerId(), task.leaseId());
                }
            }
        } catch (GateException e) {
            LOG.debug("worker {} was refused: {}", worker.workerId(), e.getMessage());
        }
        return LeaseEnd.EXPIRED;
    }
}
