package dev.asyncgate.task;

import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A task that has ended, as a new one would be made of it: the same owner and content, no idempotency key, caused by its
 * terminal receipt.
 *
 * @param receiptId the terminal receipt
 */
public record EndedTask(UUID taskId, TaskStatus status, Principal owner, NewTask again, UUID receiptId) {

    /** Reads the columns of {@code submitted_tasks}, and {@code outcome, terminal_receipt_id, last_priority}. */
    public static EndedTask of(Row row) throws SQLException {
        UUID receiptId = row.id("terminal_receipt_id");
        return new EndedTask(
                row.id("task_id"),
                TaskStatus.ofWireName(row.text("outcome")),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                new NewTask(
                        row.text("type"),
                        row.json("payload"),
                        row.textOrNull("payload_pointer"),
                        row.text("principal_ai"),
                        new Requirements(row.texts("capabilities"), row.texts("tags")),
                        row.textOrNull("expected_outcome_kind"),
                        row.textOrNull("expected_artifact_mime"),
                        row.integer("last_priority"),
                        row.integer("max_attempts"),
                        Duration.ofSeconds(row.integer("retry_backoff_seconds")),
                        null,
                        null,
                        List.of(receiptId)),
                receiptId);
    }
}
