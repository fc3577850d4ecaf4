package dev.asyncgate.history;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How one task stood at an instant, with what it had said of itself until then. One round trip; a second one without it. */
public final class TaskAsOf {

    /** What is known of it. */
    public sealed interface Answer {

        /**
         * It was there.
         *
         * @param progress what its worker had reported last; null before
         * @param result null when it had not ended
         * @param amendedAt when evidence had been supplied; null when none had
         */
        record Known(
                TaskThen task,
                Task.@Nullable Progress progress,
                @Nullable TaskResult result,
                @Nullable Instant amendedAt)
                implements Answer {}

        /** It was created later. */
        record NotYet(Instant createdAt) implements Answer {}

        /** Retention has taken it away: how it stood is in the archive alone. */
        record Archived(Instant archivedAt) implements Answer {}
    }

    private static final String SQL = "WITH " + Standing.ASKED + """
            , picked AS NOT MATERIALIZED (SELECT * FROM submitted_tasks WHERE tenant_id = ? AND task_id = ?)
            SELECT t.*, p.number AS progress_number, p.at AS progress_at, p.progress, f.result, f.error, f.artifacts,
                   f.delivery_proof, m.at AS amended_at
            FROM (
            """ + Standing.REBUILT + """
            ) t CROSS JOIN asked
            LEFT JOIN LATERAL (
                SELECT (r.body ->> 'number')::int AS number, r.created_at AS at,
                       coalesce((SELECT w.progress FROM large_progress w
                                 WHERE w.tenant_id = r.tenant_id AND w.task_id = r.task_id AND w.lease_id = r.lease_id
                                   AND w.number = (r.body ->> 'number')::int), r.body -> 'progress') AS progress
                FROM receipts r
                WHERE r.tenant_id = asked.tenant_id AND r.task_id = t.task_id AND r.type = 'task.progress'
                  AND r.created_at <= asked.at
                ORDER BY r.created_at DESC, r.position DESC LIMIT 1
            ) p ON true
            LEFT JOIN task_outcomes f ON f.tenant_id = asked.tenant_id AND f.task_id = t.task_id AND f.completed_at <= asked.at
            LEFT JOIN amendments m ON m.tenant_id = asked.tenant_id AND m.task_id = t.task_id AND m.at <= asked.at
            """;

    private static final String GONE = """
            SELECT archived_at FROM archived_receipts WHERE tenant_id = ? AND task_id = ? AND type = 'task.assigned'
            """;

    private final Database database;

    public TaskAsOf(Database database) {
        this.database = database;
    }

    /**
     * Rebuilds it.
     *
     * @throws GateException TASK_NOT_FOUND when there never was one, or DATABASE_UNAVAILABLE
     */
    public Answer run(UUID tenantId, Instant at, UUID taskId) {
        return database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .instant(at)
                        .id(tenantId)
                        .id(taskId)
                        .first(row -> answer(row, at)))
                .orElseGet(() -> gone(tenantId, taskId));
    }

    private Answer gone(UUID tenantId, UUID taskId) {
        return database.statement(
                        session -> session.query(GONE).id(tenantId).id(taskId).first(row ->
                                (Answer) new Answer.Archived(row.instant("archived_at"))))
                .orElseThrow(() -> new GateException(
                        ErrorCode.TASK_NOT_FOUND, "No task of this tenant has or had the id " + taskId + "."));
    }

    private static Answer answer(Row row, Instant at) throws SQLException {
        TaskThen task = Standing.task(row);
        if (task.createdAt().isAfter(at)) {
            return new Answer.NotYet(task.createdAt());
        }
        return new Answer.Known(task, progress(row), result(row, task), row.instantOrNull("amended_at"));
    }

    private static Task.@Nullable Progress progress(Row row) throws SQLException {
        Instant at = row.instantOrNull("progress_at");
        return at == null ? null : new Task.Progress(row.integer("progress_number"), at, row.json("progress"));
    }

    private static @Nullable TaskResult result(Row row, TaskThen task) throws SQLException {
        Instant endedAt = task.endedAt();
        if (endedAt == null) {
            return null;
        }
        return new TaskResult(
                TaskStatus.ofWireName(row.text("status")),
                row.jsonOrNull("result"),
                row.jsonOrNull("error"),
                row.jsonOrNull("artifacts"),
                row.jsonOrNull("delivery_proof"),
                endedAt);
    }
}
