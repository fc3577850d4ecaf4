package dev.asyncgate.bulk;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Does something to many tasks: in batches of ascending id, a short transaction each, whose statement asks again what may be
 * done. A task that somebody else has locked is left for the end and tried again for some seconds; none waits for another, and
 * what was done stays done when it is stopped.
 */
public final class RunBulk {

    /** Told after each batch. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Whether to go on.
         *
         * @param results of the batch, a task each
         */
        boolean goOn(List<BulkResult> results);
    }

    /**
     * How it ended.
     *
     * @param effects how many tasks came to what
     * @param left how many it had not come to when it was stopped
     */
    public record Summary(UUID bulkId, Map<Effect, Integer> effects, int left) {

        public Summary {
            effects = Map.copyOf(effects);
        }

        public int count(Effect effect) {
            return effects.getOrDefault(effect, 0);
        }
    }

    /** So many are changed in one transaction. */
    public static final int BATCH = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** As the database sorts them. */
    private static final Comparator<UUID> ASCENDING = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high == 0
                ? Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                : high;
    };

    /** How those stand that a batch has not touched. */
    private static final String UNTOUCHED = """
            SELECT task_id, type, status, completed_at FROM tasks WHERE tenant_id = ? AND task_id = ANY (?::uuid[])
            """;

    private final Database database;
    private final CancelMany cancelMany;
    private final RetryMany retryMany;
    private final SteerMany steerMany;
    private final NoteBulk noteBulk;

    public RunBulk(Database database, Settings settings, CreateTasks createTasks) {
        this.database = database;
        this.cancelMany = new CancelMany(database, settings);
        this.retryMany = new RetryMany(database, createTasks);
        this.steerMany = new SteerMany(database);
        this.noteBulk = new NoteBulk(database);
    }

    /**
     * Does it. Two round trips a batch when some of it could not be done, else one; four for a retry.
     *
     * @param ids makes the ids of new tasks and of the operation
     * @param announce called after each batch that changed something
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST, or DATABASE_UNAVAILABLE, after which earlier batches stay
     */
    public Summary run(
            UUID tenantId,
            Actor operator,
            BulkAct act,
            List<UUID> taskIds,
            Supplier<UUID> ids,
            Runnable announce,
            Progress progress) {
        Limits.optionalText("reason", act.reason(), 1, 1000);
        var run = new Run(tenantId, operator, act, ids, announce, progress);
        List<UUID> ordered = taskIds.stream().distinct().sorted(ASCENDING).toList();
        noteBulk.begins(tenantId, operator, run.bulkId, act, ordered.size());
        try {
            run.all(ordered);
        } finally {
            noteBulk.ended(tenantId, operator, run.bulkId, act, ordered.size(), run.effects);
        }
        return new Summary(run.bulkId, run.effects, ordered.size() - run.done);
    }

    /** One operation under way; used by one thread. */
    private final class Run {

        private final UUID tenantId;
        private final Actor operator;
        private final BulkAct act;
        private final Supplier<UUID> ids;
        private final Runnable announce;
        private final Progress progress;
        private final UUID bulkId;
        private final Map<Effect, Integer> effects = new EnumMap<>(Effect.class);
        private List<UUID> locked = new ArrayList<>();
        private int done;
        private boolean stopped;

        Run(
                UUID tenantId,
                Actor operator,
                BulkAct act,
                Supplier<UUID> ids,
                Runnable announce,
                Progress progress) {
            this.tenantId = tenantId;
            this.operator = operator;
            this.act = act;
            this.ids = ids;
            this.announce = announce;
            this.progress = progress;
            this.bulkId = ids.get();
        }

        void all(List<UUID> ordered) {
            batches(ordered, false);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!locked.isEmpty() && !stopped) {
                List<UUID> again = locked;
                locked = new ArrayList<>();
                boolean last = System.nanoTime() > until || !rest();
                batches(again, last);
            }
        }

        private void batches(List<UUID> ordered, boolean giveUp) {
            for (int from = 0; from < ordered.size() && !stopped; from += BATCH) {
                batch(ordered.subList(from, Math.min(from + BATCH, ordered.size())), giveUp);
            }
        }

        private void batch(List<UUID> batch, boolean giveUp) {
            List<BulkResult> results = new ArrayList<>(change(batch));
            if (results.stream().anyMatch(result -> result.effect() == Effect.DONE)) {
                announce.run();
            }
            if (results.size() < batch.size()) {
                results.addAll(untouched(batch, results, giveUp));
            }
            results.forEach(result -> effects.merge(result.effect(), 1, Integer::sum));
            done += results.size();
            stopped = !progress.goOn(results);
        }

        private List<BulkResult> change(List<UUID> batch) {
            return switch (act) {
                case BulkAct.Cancel(String reason) -> cancelMany.run(tenantId, operator, bulkId, batch, reason);
                case BulkAct.Retry it -> retryMany.run(tenantId, operator, bulkId, batch, ids);
                case BulkAct.Hold(String reason) -> steerMany.hold(tenantId, operator, bulkId, batch, reason);
                case BulkAct.Resume it -> steerMany.resume(tenantId, operator, bulkId, batch);
                case BulkAct.Reprioritize(int priority) ->
                    steerMany.reprioritize(tenantId, operator, bulkId, batch, priority);
                case BulkAct.PutBack(Map<UUID, Integer> before, int given) ->
                    steerMany.reprioritize(
                            tenantId,
                            operator,
                            bulkId,
                            batch,
                            batch.stream().map(id -> before.getOrDefault(id, given)).toList(),
                            given);
            };
        }

        /** Those that it concerns are locked by somebody, and come later, unless it gives up. */
        private List<BulkResult> untouched(List<UUID> batch, List<BulkResult> touched, boolean giveUp) {
            Set<UUID> known = touched.stream().map(BulkResult::taskId).collect(Collectors.toSet());
            List<UUID> left =
                    batch.stream().filter(id -> !known.contains(id)).toList();
            Map<UUID, BulkResult> found = new HashMap<>();
            database.repeatable(session -> session.query(UNTOUCHED).id(tenantId).ids(left).list(row -> {
                TaskStatus status = TaskStatus.ofWireName(row.text("status"));
                Effect effect = act.concerns().contains(status) ? Effect.LOCKED : Effect.NOT_CONCERNED;
                UUID id = row.id("task_id");
                return found.put(
                        id,
                        new BulkResult(
                                id,
                                row.text("type"),
                                status,
                                effect,
                                null,
                                null,
                                null,
                                null,
                                row.instantOrNull("completed_at")));
            }));
            List<BulkResult> results = new ArrayList<>();
            for (UUID id : left) {
                BulkResult result = found.getOrDefault(
                        id, new BulkResult(id, null, null, Effect.GONE, null, null, null, null, null));
                if (result.effect() == Effect.LOCKED && !giveUp) {
                    locked.add(id);
                } else {
                    results.add(result);
                }
            }
            return results;
        }

        /** False when the thread was interrupted. */
        private boolean rest() {
            try {
                Thread.sleep(BETWEEN_TRIES);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
