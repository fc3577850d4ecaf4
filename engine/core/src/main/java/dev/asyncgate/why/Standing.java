package dev.asyncgate.why;

import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a task stands on its way to a worker, as far as the database knows.
 *
 * @param at when it was read
 * @param priority its present one
 * @param attempt failures reported so far
 * @param expiries how often its lease ran out
 * @param capabilities that a worker needs
 * @param endedAt null until it has ended
 * @param lease under which it is held now; null for none
 * @param back what put it back into the queue last; null when nothing has
 * @param eligibleAt from when on it may be claimed; null for from its creation on
 * @param held null when it is not
 * @param paused of its type; null when it is not
 * @param pausedTypes every type that is paused, by name
 * @param workers who has held a lease lately, the latest first
 * @param ahead how many would be handed out first to a worker with just its capabilities, by priority, the highest first
 * @param aheadCapped whether there are more than were counted
 * @param claims of such tasks in the last {@link WhyNotRunning#LATELY}
 * @param lastSweep how long ago leases were swept last; null for never
 * @param swept whether that is recent enough
 */
public record Standing(
        Instant at,
        UUID taskId,
        String type,
        TaskStatus status,
        Instant createdAt,
        int priority,
        int attempt,
        int maxAttempts,
        int expiries,
        List<String> capabilities,
        @Nullable Instant endedAt,
        @Nullable Lease lease,
        @Nullable Back back,
        @Nullable Instant eligibleAt,
        @Nullable Held held,
        @Nullable Paused paused,
        List<String> pausedTypes,
        List<SeenWorker> workers,
        List<Ahead> ahead,
        boolean aheadCapped,
        long claims,
        @Nullable Duration lastSweep,
        boolean swept) {

    /** So often a lease may run out before that is worth a word. */
    private static final int MANY_EXPIRIES = 3;

    public Standing {
        capabilities = List.copyOf(capabilities);
        pausedTypes = List.copyOf(pausedTypes);
        workers = List.copyOf(workers);
        ahead = List.copyOf(ahead);
    }

    /** The lease that is live. */
    public record Lease(String workerId, Instant acquiredAt, Instant expiresAt) {}

    /** A receipt that put it back. */
    public record Back(UUID receiptId, String receiptType, Instant at) {}

    /**
     * That it is held.
     *
     * @param by whose act that was; null when it was the engine's own
     */
    public record Held(
            @Nullable String by, @Nullable Instant at, @Nullable String reason) {}

    /** That its type is paused. */
    public record Paused(
            @Nullable String by, Instant at, @Nullable String reason) {}

    /** So many of a priority. */
    public record Ahead(int priority, long tasks) {}

    /**
     * Somebody who has held a lease.
     *
     * @param capabilities that it offered last
     * @param seenAt when it took its last lease
     * @param busyWith one of the tasks that it holds now; null for none
     * @param types of the tasks that it has taken lately, by name
     */
    public record SeenWorker(
            String workerId, List<String> capabilities, Instant seenAt, @Nullable UUID busyWith, List<String> types) {

        public SeenWorker {
            capabilities = List.copyOf(capabilities);
            types = List.copyOf(types);
        }

        /** What it lacks of these. */
        public List<String> lacks(List<String> needed) {
            Set<String> has = new HashSet<>(capabilities);
            return needed.stream().filter(one -> !has.contains(one)).toList();
        }
    }

    /** Those that have every capability, the free ones first. */
    public List<SeenWorker> qualified() {
        return workers.stream()
                .filter(worker -> worker.lacks(capabilities).isEmpty())
                .sorted(Comparator.comparing(worker -> worker.busyWith() != null))
                .toList();
    }

    /** Those that lack something, the least first. */
    public List<SeenWorker> nearest() {
        return workers.stream()
                .filter(worker -> !worker.lacks(capabilities).isEmpty())
                .sorted(Comparator.comparingInt(worker -> worker.lacks(capabilities).size()))
                .toList();
    }

    public long tasksAhead() {
        return ahead.stream().mapToLong(Ahead::tasks).sum();
    }

    /** Since when it may be claimed: empty while it may not yet. */
    public Optional<Instant> eligibleSince() {
        Instant since = eligibleAt == null ? (back == null ? createdAt : back.at()) : eligibleAt;
        return since.isAfter(at) ? Optional.empty() : Optional.of(since);
    }

    /** How long it takes at the present rate until it is claimed; empty where nothing tells. */
    public Optional<Duration> estimate() {
        if (claims == 0 || aheadCapped) {
            return Optional.empty();
        }
        double seconds = WhyNotRunning.LATELY.toSeconds() * (tasksAhead() + 1.0) / claims;
        return Optional.of(Duration.ofSeconds((long) seconds));
    }

    /** What stands in its way, the worst first; nothing for a task that is not queued. */
    public List<Obstacle> obstacles() {
        List<Obstacle> found = new ArrayList<>();
        if (status != TaskStatus.QUEUED) {
            return found;
        }
        add(found, Obstacle.HELD, held != null);
        add(found, Obstacle.NOT_YET, eligibleSince().isEmpty());
        add(found, Obstacle.TYPE_PAUSED, paused != null);
        add(found, Obstacle.NO_WORKER_SEEN, workers.isEmpty());
        List<SeenWorker> qualified = qualified();
        add(found, Obstacle.NO_WORKER_QUALIFIES, !workers.isEmpty() && qualified.isEmpty());
        add(
                found,
                Obstacle.WORKERS_BUSY,
                !qualified.isEmpty() && qualified.stream().allMatch(worker -> worker.busyWith() != null));
        add(found, Obstacle.BEHIND_OTHERS, tasksAhead() > 0);
        add(found, Obstacle.LOSES_ITS_WORKERS, expiries >= MANY_EXPIRIES);
        add(found, Obstacle.NOBODY_SWEEPS, !swept);
        return found;
    }

    private static void add(List<Obstacle> found, Obstacle obstacle, boolean isSo) {
        if (isSo) {
            found.add(obstacle);
        }
    }
}
