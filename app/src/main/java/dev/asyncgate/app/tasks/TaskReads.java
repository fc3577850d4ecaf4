package dev.asyncgate.app.tasks;

import dev.asyncgate.app.json.JsonDocument;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.PauseType;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; run off the FX thread. */
record TaskReads(
        Function<PageQuestion, TaskPage> page,
        BiFunction<TaskQuery, List<UUID>, News> news,
        Function<UUID, Dossier> dossier) {

    static final int PAGE = 200;

    /** How far counts go that have to look at each task. */
    static final int COUNTED = 10_000;

    private static final int MOST_RECEIPTS = 1000;

    /** Which page: the one at a cursor, or the first. */
    record PageQuestion(TaskQuery query, @Nullable String cursor) {}

    /**
     * What has changed since the list was read.
     *
     * @param total of all tasks
     * @param byState of those that match but for their state
     * @param first the first page as it would be now
     * @param inView the asked rows as they are now
     */
    record News(long total, Map<TaskStatus, Long> byState, TaskPage first, List<TaskRow> inView) {

        News {
            byState = Map.copyOf(byState);
            inView = List.copyOf(inView);
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
                taskId -> dossier(inspector, operator, taskId));
    }

    private static News news(Inspector inspector, TaskQuery query, List<UUID> inView) {
        Map<TaskStatus, Long> all = inspector.countTasks();
        long total = all.values().stream().mapToLong(Long::longValue).sum();
        return new News(
                total,
                query.narrowsByStateAlone() ? all : counts(inspector, query),
                inspector.listTasks(query.filter(), query.sort(), PAGE, null),
                inView.isEmpty() ? List.of() : inspector.tasksById(inView));
    }

    private static Map<TaskStatus, Long> counts(Inspector inspector, TaskQuery query) {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, inspector.countMatching(query.ofState(status), COUNTED));
        }
        return counts;
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
