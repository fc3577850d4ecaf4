package dev.asyncgate.app.tasks;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.task.TaskStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The way a task has taken through the states, counted from its leases.
 *
 * @param status where it stands
 * @param claims how often it went from queued to leased
 * @param starts how often from leased to running
 * @param backFromLeased how often it went back to queued before it was started, by why the lease ended
 * @param backFromRunning the same after it was started
 * @param endedFrom the state before the final one; equal to {@code status} while it has not ended
 */
record StatePath(
        TaskStatus status,
        int claims,
        int starts,
        Map<LeaseEnd, Integer> backFromLeased,
        Map<LeaseEnd, Integer> backFromRunning,
        TaskStatus endedFrom) {

    StatePath {
        backFromLeased = Map.copyOf(backFromLeased);
        backFromRunning = Map.copyOf(backFromRunning);
    }

    /** From every lease of the task, oldest first. */
    static StatePath of(TaskStatus status, List<LeaseSpan> leases) {
        Map<LeaseEnd, Integer> fromLeased = new EnumMap<>(LeaseEnd.class);
        Map<LeaseEnd, Integer> fromRunning = new EnumMap<>(LeaseEnd.class);
        int starts = 0;
        TaskStatus before = TaskStatus.QUEUED;
        for (LeaseSpan lease : leases) {
            boolean started = lease.startedAt() != null;
            starts += started ? 1 : 0;
            LeaseEnd end = lease.endReason();
            if (end != null && leadsBack(end)) {
                (started ? fromRunning : fromLeased).merge(end, 1, Integer::sum);
                before = TaskStatus.QUEUED;
            } else {
                before = started ? TaskStatus.RUNNING : TaskStatus.LEASED;
            }
        }
        return new StatePath(
                status, leases.size(), starts, fromLeased, fromRunning, status.isTerminal() ? before : status);
    }

    int backs() {
        return sum(backFromLeased) + sum(backFromRunning);
    }

    /** How often its state changed. */
    int transitions() {
        return claims + starts + backs() + (status.isTerminal() ? 1 : 0);
    }

    static int sum(Map<LeaseEnd, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static boolean leadsBack(LeaseEnd end) {
        return switch (end) {
            case RETRIED, RELEASED, EXPIRED, REVOKED -> true;
            case COMPLETED, FAILED, CANCELED -> false;
        };
    }
}
