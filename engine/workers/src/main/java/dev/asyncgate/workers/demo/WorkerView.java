package dev.asyncgate.workers.demo;

import dev.asyncgate.lease.LeaseEnd;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A simulated worker as it is right now.
 *
 * @param since since when it is in this state, by this machine's clock
 * @param taskType of the task that it works on; null without one
 * @param holdsUntil when its lease ends unless renewed, by the database's clock; the dead one's too until it has run out;
 *     null when it holds none
 * @param ends how its leases of this run ended, by reason; reasons that did not occur are missing
 */
public record WorkerView(
        String id,
        Behaviour behaviour,
        State state,
        Instant since,
        @Nullable String taskType,
        @Nullable Instant holdsUntil,
        Map<LeaseEnd, Integer> ends) {

    /** What a simulated worker is doing. */
    public enum State {
        /** Looks for a task. */
        WAITING,
        WORKING,
        /** Died by itself and comes back by itself. */
        CRASHED,
        /** Was killed and stays dead until it is started again. */
        KILLED,
        /** May not renew any more and sits on what it holds until that has run out. */
        CLINGING,
        /** Was stopped in the middle of whatever it did, and goes on where it stood once it is woken. */
        FROZEN,
        /** The demo was stopped. */
        STOPPED
    }

    public WorkerView {
        ends = Map.copyOf(ends);
    }

    /** Whether it looks for tasks or works on one. */
    public boolean isAlive() {
        return state == State.WAITING || state == State.WORKING;
    }
}
