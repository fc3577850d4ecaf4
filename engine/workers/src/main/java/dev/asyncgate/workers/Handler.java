package dev.asyncgate.workers;

import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;

/** What a worker does with a task. Called on the loop's thread, one task at a time. */
public interface Handler {

    /**
     * Does the work; the lease is kept meanwhile.
     *
     * <p>An exception counts as a failure that is worth another attempt.
     *
     * @throws InterruptedException when there is no use in going on: the lease was lost, or the loop is being stopped
     */
    Outcome work(ClaimedTask task) throws InterruptedException;

    /** The engine has taken note of how the lease ended, or it ran out; called after each task but the one of a kill. */
    default void ended(ClaimedTask task, LeaseEnd end) {}
}
