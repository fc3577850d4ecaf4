package dev.asyncgate.engine;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One call that waits for a task. Not thread-safe: guarded by the lock of {@link Waiting}. */
final class WaitingWorker {

    private enum State {
        /** A claim of its own is under way. */
        ASKING,
        /** The same, and something that it can take became ready since; the claim may have come too early to see it. */
        ASKING_TOO_EARLY,
        /** It has found nothing and waits to be called. */
        RESTING,
        /** Nobody will call it any more. */
        DISMISSED
    }

    private final WaitingLine line;
    private final ClaimTasks.Request request;
    private final Set<String> capabilities;
    private final Set<String> acceptTypes;
    private final Condition called;
    private State state;
    private ReadyTasks.@Nullable Queue calledFor;

    /**
     * Joins.
     *
     * @param resting whether it need not ask, because somebody who asks the same rests already
     */
    WaitingWorker(WaitingLine line, ClaimTasks.Request request, Condition called, boolean resting) {
        this.line = line;
        this.request = request;
        this.capabilities = Set.copyOf(request.capabilities());
        this.acceptTypes = Set.copyOf(request.acceptTypes());
        this.called = called;
        this.state = resting ? State.RESTING : State.ASKING;
    }

    WaitingLine line() {
        return line;
    }

    boolean isResting() {
        return state == State.RESTING;
    }

    boolean asksTheSame(ClaimTasks.Request other) {
        return request.equals(other);
    }

    boolean canTake(ReadyTasks.Queue queue) {
        return (acceptTypes.isEmpty() || acceptTypes.contains(queue.type()))
                && capabilities.containsAll(queue.capabilities());
    }

    /** Lets it ask for a task of this queue. */
    void call(ReadyTasks.Queue queue) {
        calledFor = queue;
        state = State.ASKING;
        called.signal();
    }

    boolean isAsking() {
        return state == State.ASKING || state == State.ASKING_TOO_EARLY;
    }

    void dismiss() {
        state = State.DISMISSED;
        called.signal();
    }

    void askedTooEarly() {
        state = State.ASKING_TOO_EARLY;
    }

    /**
     * Takes in what its claim has brought. After nothing it rests, unless it asked too early.
     *
     * @return whether it was called in vain
     */
    boolean asked(List<ClaimedTask> claimed) {
        boolean inVain = claimed.isEmpty() && calledFor != null;
        if (claimed.isEmpty() && isAsking()) {
            state = state == State.ASKING_TOO_EARLY ? State.ASKING : State.RESTING;
        }
        if (claimed.isEmpty() || claimed.stream().anyMatch(this::isWhatItWasCalledFor)) {
            calledFor = null;
        }
        return inVain;
    }

    /**
     * Waits as long as it rests.
     *
     * @param deadline when it is over at the latest, on the scale of {@link System#nanoTime}
     */
    void rest(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        while (isResting() && left > 0) {
            left = called.awaitNanos(left);
        }
    }

    /** What it was called for and did not see to: another must be called in its place. */
    Optional<ReadyTasks.Queue> leave() {
        line.leave(this);
        return Optional.ofNullable(calledFor);
    }

    private boolean isWhatItWasCalledFor(ClaimedTask task) {
        return new ReadyTasks.Queue(task.type(), Set.copyOf(task.requirements().capabilities())).equals(calledFor);
    }
}
