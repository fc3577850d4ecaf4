package dev.asyncgate.overview;

import dev.asyncgate.audit.AuditEvent;
import dev.asyncgate.doctor.Measures;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands, and how it went in the range.
 *
 * @param measures how many tasks are in each state, by type
 * @param slots of the range, the oldest first; the last one is under way
 * @param types of open tasks and of those that ended in the range, those with the most first
 * @param expiring the live leases that run out first
 * @param notStarted leases that are older than {@value ReadOverview#SLOW_START_SECONDS} s and whose task was not started
 * @param workers those seen lately, those with the most live leases first; not all where there are many
 * @param workersSeen how many were seen lately
 * @param workersRunning how many have a running task
 * @param anomalies the last, the newest first
 * @param anomaliesInRange how many there were in the range, counted up to {@value ReadOverview#MOST_ANOMALIES}
 * @param people what operators did last, the newest first
 */
public record Overview(
        Range range,
        Measures measures,
        ObligationCounts obligations,
        List<Slot> slots,
        List<TypeLine> types,
        List<ExpiringLease> expiring,
        long notStarted,
        List<WorkerLine> workers,
        long workersSeen,
        long workersRunning,
        List<Receipt> anomalies,
        long anomaliesInRange,
        List<AuditEvent> people) {

    public Overview {
        slots = List.copyOf(slots);
        types = List.copyOf(types);
        expiring = List.copyOf(expiring);
        workers = List.copyOf(workers);
        anomalies = List.copyOf(anomalies);
        people = List.copyOf(people);
    }

    /** How far back it looks, in slots of equal length. */
    public enum Range {
        QUARTER_HOUR(15, Duration.ofMinutes(1)),
        HOUR(60, Duration.ofMinutes(1)),
        SIX_HOURS(60, Duration.ofMinutes(6)),
        DAY(72, Duration.ofMinutes(20)),
        WEEK(56, Duration.ofHours(3));

        private final int slots;
        private final Duration slot;

        Range(int slots, Duration slot) {
            this.slots = slots;
            this.slot = slot;
        }

        public int slots() {
            return slots;
        }

        public Duration slot() {
            return slot;
        }

        public Duration length() {
            return slot.multipliedBy(slots);
        }

        /** The finest record that is kept for so long: minutes for a day, hours for a week. */
        int spanSeconds() {
            return this == WEEK ? 3600 : 60;
        }
    }

    /**
     * What happened in a stretch of the range.
     *
     * @param ended tasks by outcome; an outcome may be missing
     * @param took how long those took from their creation to their end
     * @param open tasks by state, on average; null where nobody looked
     */
    public record Slot(
            Instant from,
            Map<TaskStatus, Long> ended,
            TookHistogram took,
            @Nullable Map<TaskStatus, Long> open) {

        public Slot {
            ended = Map.copyOf(ended);
        }

        public long ended(TaskStatus outcome) {
            return ended.getOrDefault(outcome, 0L);
        }
    }

    /**
     * A type.
     *
     * @param ended in the range, by outcome
     * @param took of those
     * @param oldestEligibleAt since when one of its tasks could have been claimed; null when none can be
     */
    public record TypeLine(
            String type,
            long queued,
            long running,
            Map<TaskStatus, Long> ended,
            TookHistogram took,
            @Nullable Instant oldestEligibleAt) {

        public TypeLine {
            ended = Map.copyOf(ended);
        }

        public long ended(TaskStatus outcome) {
            return ended.getOrDefault(outcome, 0L);
        }

        public long endedInAll() {
            return ended.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** A live lease. */
    public record ExpiringLease(
            UUID leaseId,
            UUID taskId,
            String type,
            String workerId,
            Instant acquiredAt,
            Instant expiresAt,
            boolean started) {}

    /**
     * A worker.
     *
     * @param live leases that it holds
     * @param completed of its leases among the last {@value ReadOverview#LAST_LEASES} of all workers
     * @param troubled of those, the failed and retried
     * @param lost of those, the expired and revoked
     * @param seenAt when it acquired, ended or renewed last, as far as its leases tell
     */
    public record WorkerLine(
            String workerId, long live, long completed, long troubled, long lost, Instant seenAt) {}

    /** What ended in the range with this outcome. */
    public long ended(TaskStatus outcome) {
        return slots.stream().mapToLong(slot -> slot.ended(outcome)).sum();
    }

    /** The type with the most such ends in the range; null where there is none. */
    public @Nullable TypeLine most(TaskStatus outcome) {
        TypeLine most = null;
        for (TypeLine line : types) {
            if (line.ended(outcome) > (most == null ? 0 : most.ended(outcome))) {
                most = line;
            }
        }
        return most;
    }

    /** Whether nothing was ever submitted here, as far as the database still knows. */
    public boolean isEmpty() {
        return measures.open().isEmpty()
                && measures.ended().values().stream().allMatch(count -> count == 0)
                && obligations.total() == 0;
    }
}
