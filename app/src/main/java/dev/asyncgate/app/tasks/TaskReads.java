package dev.asyncgate.app.tasks;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.CountMatching;
import dev.asyncgate.task.CountMatching.Count;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.why.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; run off the FX thread. */
record TaskReads(
        Function<PageQuestion, TaskPage> page,
        BiFunction<TaskQuery, List<UUID>, News> news,
        Counting counting,
        Function<UUID, Dossier> dossier,
        Function<UUID, Standing> why) {

    static final int PAGE = 200;

    /** How far counts go that have to look at each task, unless one is asked for exactly. */
    static final int COUNTED = 10_000;

    /** How long a count that nobody asked for may take. */
    private static final Duration COUNTED_FOR = Duration.ofSeconds(1);

    /** How long the poll looks whether a page has changed. */
    private static final Duration LOOKED_FOR = Duration.ofMillis(250);

    private static final int MOST_RECEIPTS = 1000;

    /** Which page: the one at a cursor, or the first. */
    record PageQuestion(TaskQuery query, @Nullable String cursor) {}

    /** Counts what matches. */
    @FunctionalInterface
    interface Counting {

        /**
         * Counts the tasks of a query that more than states narrow.
         *
         * @param soFar null to count no further than {@link #COUNTED}; else it is told after each step, and says whether to
         *     go on
         */
        TaskCounts count(TaskQuery query, @Nullable Predicate<TaskCounts> soFar);
    }

    /**
     * What has changed since the list was read.
     *
     * @param all tasks by state
     * @param first the first page as it would be now
     * @param inView the asked rows as they are now
     */
    record News(Map<TaskStatus, Long> all, TaskPage first, List<TaskRow> inView) {

        News {
            all = Map.copyOf(all);
            inView = List.copyOf(inView);
        }

        long total() {
            return all.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * What is known of one task.
     *
     * @param paused since when and why its type is not handed out; null when it is
     */
    record Dossier(
            Task task,
            List<LeaseSpan> leases,
            List<Receipt> receipts,
            PauseType.@Nullable Paused paused,
            Documents documents) {

        Dossier {
            leases = List.copyOf(leases);
            receipts = List.copyOf(receipts);
        }

        /** The lease under which it is held now; null for none. */
        @Nullable LeaseSpan live() {
            return leases.stream().filter(LeaseSpan::isLive).findFirst().orElse(null);
        }
    }

    /** The JSON of a task; null documents are those that it does not have. */
    record Documents(
            JsonDocument payload,
            @Nullable JsonDocument progress,
            @Nullable JsonDocument result,
            @Nullable JsonDocument error,
            @Nullable JsonDocument artifacts,
            @Nullable JsonDocument deliveryProof,
            @Nullable JsonDocument amendedArtifacts,
            @Nullable JsonDocument amendedProof) {

        static Documents of(Task task) {
            TaskResult result = task.result();
            Task.Progress progress = task.progress();
            Task.Amendment amendment = task.amendment();
            return new Documents(
                    JsonDocument.of(task.payload()),
                    progress == null ? null : JsonDocument.of(progress.progress()),
                    result == null ? null : JsonDocument.ofNullable(result.result()),
                    result == null ? null : JsonDocument.ofNullable(result.error()),
                    result == null ? null : JsonDocument.ofNullable(result.artifacts()),
                    result == null ? null : JsonDocument.ofNullable(result.deliveryProof()),
                    amendment == null ? null : JsonDocument.ofNullable(amendment.artifacts()),
                    amendment == null ? null : JsonDocument.ofNullable(amendment.deliveryProof()));
        }
    }

    static TaskReads of(Inspector inspector, Operator operator) {
        return new TaskReads(
                asked -> inspector.listTasks(
                        asked.query().filter(), asked.query().sort(), PAGE, asked.cursor()),
                (query, inView) -> news(inspector, query, inView),
                (query, soFar) -> count(inspector, query, soFar),
                taskId -> dossier(inspector, operator, taskId),
                inspector::why);
    }

    private static News news(Inspector inspector, TaskQuery query, List<UUID> inView) {
        return new News(
                inspector.countTasks(),
                inspector.listTasks(query.filter(), query.sort(), PAGE, null, LOOKED_FOR),
                inView.isEmpty() ? List.of() : inspector.tasksById(inView));
    }

    /** Where states narrow it too, those that match may be found on a shorter way than all the others. */
    private static TaskCounts count(
            Inspector inspector, TaskQuery query, @Nullable Predicate<TaskCounts> soFar) {
        long total = inspector.countTasks().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        boolean byState = query.filter().statuses().isEmpty();
        Count matching = byState
                ? new Count(Map.of(), false)
                : inspector.countMatching(query.filter(), progress(soFar, count -> counts(total, count, count)));
        Count any = inspector.countMatching(
                query.ofAnyState(),
                progress(byState ? soFar : null, count -> counts(total, byState ? count : matching, count)));
        return counts(total, byState ? any : matching, any);
    }

    private static TaskCounts counts(long total, Count matching, Count any) {
        return new TaskCounts(total, any.byState(), matching.total(), !matching.exact());
    }

    private static CountMatching.Progress progress(
            @Nullable Predicate<TaskCounts> soFar, Function<Count, TaskCounts> counts) {
        return soFar == null
                ? CountMatching.upTo(COUNTED, COUNTED_FOR)
                : count -> !Thread.currentThread().isInterrupted() && soFar.test(counts.apply(count));
    }

    private static Dossier dossier(Inspector inspector, Operator operator, UUID taskId) {
        Task task = inspector.getTask(taskId);
        return new Dossier(
                task,
                inspector.leasesOfTask(taskId),
                inspector.lineage(taskId, GetLineage.Scope.TASK, MOST_RECEIPTS).receipts(),
                operator.pausedTypes().stream()
                        .filter(paused -> paused.type().equals(task.type()))
                        .findFirst()
                        .orElse(null),
                Documents.of(task));
    }
}
