package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads receipts with what the LegiVellum schema says of their tasks. One round trip for any number. */
public final class ReadLegiVellum {

    private static final String SQL = "SELECT " + ReceiptRows.ENTRY + """
            , s.type AS task_type, s.created_by_id, s.principal_ai, s.assigned_receipt_id,
            coalesce(s.payload_pointer, 'inline://task/' || s.task_id) AS payload_pointer,
            CASE WHEN octet_length(s.payload::text) <= ? THEN s.payload END AS payload,
            octet_length(s.payload::text) AS payload_bytes,
            (SELECT a.body ->> 'payload_sha256' FROM receipts a
             WHERE a.tenant_id = r.tenant_id AND a.receipt_id = s.assigned_receipt_id) AS payload_sha256,
            s.expected_outcome_kind, s.expected_artifact_mime,
            coalesce(CASE WHEN closes.yes THEN f.attempt END,
                (SELECT (a.body ->> 'attempt')::int FROM receipts a
                 WHERE a.tenant_id = r.tenant_id AND a.receipt_id = lease.accepted_receipt_id), 0) AS attempt,
            CASE WHEN r.receipt_id <> lease.accepted_receipt_id AND lease.started_at <= r.created_at
                 THEN lease.started_at END AS started_at,
            CASE WHEN closes.yes THEN f.completed_at END AS completed_at,
            CASE r.type WHEN 'task.completed' THEN CASE json_typeof(f.artifacts) WHEN 'array' THEN f.artifacts -> 0 ELSE f.artifacts END
                        WHEN 'task.amended' THEN CASE json_typeof(m.artifacts) WHEN 'array' THEN m.artifacts -> 0 ELSE m.artifacts END END AS artifact,
            CASE WHEN p.task_id <> r.task_id THEN p.task_id END AS parent_task_id
            FROM receipts r
            CROSS JOIN LATERAL (SELECT r.type IN ('task.completed', 'task.failed', 'task.canceled', 'task.amended',
                'task.waived', 'task.result_ready') AS yes) closes
            LEFT JOIN submitted_tasks s ON s.tenant_id = r.tenant_id AND s.task_id = r.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = r.tenant_id AND f.task_id = r.task_id
            LEFT JOIN amendments m ON m.tenant_id = r.tenant_id AND m.task_id = r.task_id
            LEFT JOIN LATERAL (
                SELECT l.accepted_receipt_id, l.started_at FROM ended_leases l
                WHERE l.tenant_id = r.tenant_id AND l.lease_id = r.lease_id
                UNION ALL
                SELECT o.accepted_receipt_id, o.started_at FROM open_tasks o
                WHERE o.tenant_id = r.tenant_id AND o.task_id = r.task_id AND o.lease_id = r.lease_id) lease ON true
            LEFT JOIN LATERAL (
                SELECT c.task_id FROM receipts c WHERE c.tenant_id = r.tenant_id AND c.receipt_id = r.parents[1]
                UNION ALL
                SELECT c.task_id FROM archived_receipts c WHERE c.tenant_id = r.tenant_id AND c.receipt_id = r.parents[1]
                LIMIT 1) p ON true
            WHERE r.tenant_id = ? AND r.receipt_id = ANY (?::uuid[])
            ORDER BY r.position, r.receipt_id
            """;

    private final Database database;

    public ReadLegiVellum(Database database) {
        this.database = database;
    }

    /**
     * Reads them, in the order of positions; those that the tenant does not have, or no more than as archived stubs, are left
     * out.
     *
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public List<LegiVellum> run(UUID tenantId, Collection<UUID> receiptIds) {
        return database.repeatable(session -> session.query(SQL)
                .integer(Limits.BODY_MEMBER_BYTES)
                .id(tenantId)
                .ids(receiptIds)
                .list(ReadLegiVellum::legiVellum));
    }

    private static LegiVellum legiVellum(Row row) throws SQLException {
        return new LegiVellum(
                ReceiptRows.entry(row),
                row.textOrNull("task_type") == null ? null : ofTask(row),
                row.idOrNull("parent_task_id"));
    }

    private static LegiVellum.OfTask ofTask(Row row) throws SQLException {
        return new LegiVellum.OfTask(
                row.text("task_type"),
                row.text("created_by_id"),
                row.text("principal_ai"),
                row.id("assigned_receipt_id"),
                row.text("payload_pointer"),
                payload(row),
                row.textOrNull("expected_outcome_kind"),
                row.textOrNull("expected_artifact_mime"),
                row.integer("attempt"),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"),
                artifact(row));
    }

    private static Json payload(Row row) throws SQLException {
        Json payload = row.jsonOrNull("payload");
        return payload != null
                ? payload
                : Json.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("bytes", row.integer("payload_bytes"))
                        .put("sha256", row.textOrNull("payload_sha256")));
    }

    private static @Nullable Json artifact(Row row) throws SQLException {
        return Optional.ofNullable(row.jsonOrNull("artifact"))
                .filter(artifact -> !artifact.isEmpty())
                .orElse(null);
    }
}
