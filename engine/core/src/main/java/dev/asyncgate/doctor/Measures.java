package dev.asyncgate.doctor;

import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands at one moment, in numbers.
 *
 * @param open the tasks that have not ended, by type and state
 * @param ended how many have ended in each way and are not archived yet
 * @param openObligations whoever owes them
 * @param outboxWaiting receipts on their way to a ReceiptGate
 * @param outboxParked receipts that failed too often
 * @param outboxOldestAt when the oldest of those that wait was written; null when none does
 * @param at the database's clock
 */
public record Measures(
        List<OpenTasks> open,
        Map<TaskStatus, Long> ended,
        long openObligations,
        long outboxWaiting,
        long outboxParked,
        @Nullable Instant outboxOldestAt,
        Instant at) {

    /** Under this name the tasks of all types but those with the most are counted together. */
    public static final String OTHER_TYPES = "other";

    public Measures {
        open = List.copyOf(open);
        ended = Map.copyOf(ended);
    }

    /**
     * Tasks of one type in one state.
     *
     * @param nearExpiry how many of them are leased and have less than a fifth of the lease left
     * @param oldestEligibleAt since when one of them could have been claimed; null when none can be
     */
    public record OpenTasks(
            String type,
            TaskStatus status,
            long count,
            long nearExpiry,
            @Nullable Instant oldestEligibleAt) {}

    /** How many tasks are in a state. */
    public long count(TaskStatus status) {
        return open.stream()
                        .filter(tasks -> tasks.status() == status)
                        .mapToLong(OpenTasks::count)
                        .sum()
                + ended.getOrDefault(status, 0L);
    }

    /** How many live leases have less than a fifth of their time left, or none. */
    public long nearExpiry() {
        return open.stream().mapToLong(OpenTasks::nearExpiry).sum();
    }

    /** For how long the oldest task that nobody has claimed could have been claimed; zero when there is none. */
    public Duration oldestEligibleAge() {
        return open.stream()
                .map(tasks -> age(tasks.oldestEligibleAt()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** How long ago an instant was when this was measured; zero for none. */
    public Duration age(@Nullable Instant instant) {
        return instant == null || instant.isAfter(at) ? Duration.ZERO : Duration.between(instant, at);
    }
}
