package dev.asyncgate.engine;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.ReadyQueues;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Claims that wait for a task, holding nothing but the threads that called.
 *
 * <p>Each task that becomes ready calls one worker that can take it, first come first served: here at once; what nobody
 * here rests for, in other processes through the change feed. Whoever was called and finds nothing goes back to its
 * place; for one that took something else or left, the next is called. A worker stands in line before it asks the
 * database, so that nothing becomes ready unseen between its asking and its resting. What nobody announces, the
 * {@link Lookout} finds. Thread-safe.
 */
final class Waiting implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ChangeFeed changes;
    private final WaitingLines lines = new WaitingLines();
    private final Lookout lookout;

    Waiting(ChangeFeed changes, ReadyQueues readyQueues) {
        this.changes = changes;
        this.lookout = new Lookout(lines, readyQueues);
        changes.subscribeToReady(this::heard);
    }

    /**
     * Claims, and as long as there is nothing waits and claims again.
     *
     * @param claim claims without waiting
     * @return empty when the time is over or was ended, the thread was interrupted (it stays so) or the gate was closed
     * @throws GateException INVALID_REQUEST for a wait outside of 0 to 30 s, and whatever the claim throws
     */
    List<ClaimedTask> claim(UUID tenantId, ClaimTasks.Request request, Wait wait, Supplier<List<ClaimedTask>> claim) {
        Duration longest = wait.longest();
        if (longest.isNegative() || longest.compareTo(LONGEST) > 0) {
            throw GateException.invalid(
                    "wait_seconds", "wait_seconds is %s; 0 s to 30 s are allowed.".formatted(longest));
        }
        if (longest.isZero()) {
            return claim.get();
        }
        long deadline = System.nanoTime() + longest.toNanos();
        WaitingWorker worker = lines.join(tenantId, request);
        wait.onEnd(() -> lines.dismiss(worker));
        try {
            List<ClaimedTask> claimed = List.of();
            while (claimed.isEmpty() && lines.awaitTurn(worker, wait, deadline)) {
                claimed = claim.get();
                lines.asked(worker, claimed);
            }
            return claimed;
        } finally {
            lines.leave(worker).ifPresent(queue -> announce(tenantId, ReadyTasks.of(queue, 1)));
        }
    }

    /** Tells whoever waits, here and elsewhere, of a committed change. Returns at once. */
    void announce(UUID tenantId, ReadyTasks ready) {
        changes.announce(tenantId, lines.call(tenantId, ready));
    }

    private void heard(UUID tenantId, ReadyTasks ready) {
        if (tenantId.equals(ChangeFeed.EVERYTHING)) {
            lines.lookEverywhere();
        } else {
            ReadyTasks _ = lines.call(tenantId, ready);
        }
    }

    /** How many claims wait. */
    int count() {
        return lines.count();
    }

    /** Ends all waits. */
    @Override
    public void close() {
        lines.close();
        lookout.close();
    }
}
