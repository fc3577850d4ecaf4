package dev.asyncgate.workers;

import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;

/** What a worker does with a task. Called on a platform thread of its own for each task. */
@FunctionalInterface
public interface Handler {

    /**
     * Does the work; the lease is kept meanwhile. The thread is interrupted when there is no use in going on: the lease
     * was lost, which {@link LeasedTask#isLost} tells, or the worker is being stopped.
     *
     * @throws Exception counts as a failure that is worth another attempt, an InterruptedException as giving it back
     */
    Outcome work(LeasedTask task) throws Exception;

    /** The gate has taken note of how the lease ended, or it ran out; called after each task but the one of a kill. */
    default void ended(ClaimedTask task, LeaseEnd end) {}
}
