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
            SELECT t.*, coalesce(t.payload_pointer, 'inline://task/' || t.task_id) AS pointer,
                   o.outcome, o.result, o.error, o.artifacts, o.delivery_proof, o.completed_at
            FROM tasks t LEFT JOIN outcomes o ON o.tenant_id = t.tenant_id AND o.task_id = t.task_id
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
                .orElseThrow(() -> new GateException(
                        ErrorCode.TASK_NOT_FOUND, "No task of this tenant has the id " + taskId + "."));
    }

    private static Task task(Row row) throws SQLException {
        return new Task(
                row.id("task_id"),
                row.text("type"),
                row.json("payload"),
                row.text("pointer"),
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
                result(row));
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
