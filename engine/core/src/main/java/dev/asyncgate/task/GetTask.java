package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one task with its payload and its result. One round trip. */
public final class GetTask {

    private static final String SQL = """
            SELECT t.*, f.outcome, f.result, f.error, f.artifacts, f.delivery_proof,
                   p.progress, p.number AS progress_number, p.at AS progress_at,
                   a.at AS amended_at, a.artifacts AS amended_artifacts, a.delivery_proof AS amended_proof
            FROM tasks t
            LEFT JOIN task_outcomes f ON f.tenant_id = t.tenant_id AND f.task_id = t.task_id
            LEFT JOIN progress p ON p.tenant_id = t.tenant_id AND p.task_id = t.task_id
            LEFT JOIN amendments a ON a.tenant_id = t.tenant_id AND a.task_id = t.task_id
            WHERE t.tenant_id = ? AND t.task_id = ?
            """;

    private final Database database;

    public GetTask(Database database) {
        this.database = database;
    }

    /**
     * Reads the task.
     *
     * @throws GateException TASK_NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public Task run(UUID tenantId, UUID taskId) {
        return database.statement(
                        session -> session.query(SQL).id(tenantId).id(taskId).first(GetTask::task))
                .orElseThrow(() -> notFound(taskId));
    }

    /** The refusal of whoever names a task that the tenant does not have. */
    public static GateException notFound(UUID taskId) {
        return new GateException(ErrorCode.TASK_NOT_FOUND, "No task of this tenant has the id " + taskId + ".");
    }

    private static Task task(Row row) throws SQLException {
        return new Task(
                row.id("task_id"),
                row.text("type"),
                row.json("payload"),
                row.text("payload_pointer"),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                row.text("principal_ai"),
                new Requirements(row.texts("capabilities"), row.texts("tags")),
                row.textOrNull("expected_outcome_kind"),
                row.textOrNull("expected_artifact_mime"),
                row.integer("priority"),
                TaskStatus.ofWireName(row.text("status")),
                row.integer("attempt"),
                row.integer("max_attempts"),
                Duration.ofSeconds(row.integer("retry_backoff_seconds")),
                row.textOrNull("idempotency_key"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.instantOrNull("next_eligible_at"),
                row.instantOrNull("started_at"),
                row.flag("held"),
                row.textOrNull("held_reason"),
                progress(row),
                result(row),
                amendment(row));
    }

    private static Task.@Nullable Progress progress(Row row) throws SQLException {
        Instant at = row.instantOrNull("progress_at");
        return at == null ? null : new Task.Progress(row.integer("progress_number"), at, row.json("progress"));
    }

    private static Task.@Nullable Amendment amendment(Row row) throws SQLException {
        Instant at = row.instantOrNull("amended_at");
        return at == null
                ? null
                : new Task.Amendment(at, row.jsonOrNull("amended_artifacts"), row.jsonOrNull("amended_proof"));
    }

    private static @Nullable TaskResult result(Row row) throws SQLException {
        Instant completedAt = row.instantOrNull("completed_at");
        if (completedAt == null) {
            return null;
        }
        return new TaskResult(
                TaskStatus.ofWireName(row.text("outcome")),
                row.jsonOrNull("result"),
                row.jsonOrNull("error"),
                row.jsonOrNull("artifacts"),
                row.jsonOrNull("delivery_proof"),
                completedAt);
    }
}
