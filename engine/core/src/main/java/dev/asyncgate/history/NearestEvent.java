package dev.asyncgate.history;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened first after an instant, or last before it. One round trip. */
public final class NearestEvent {

    /** Which events count. */
    public enum Kind {
        /** Every receipt, and every act and refusal of the audit that has none. */
        ANY,
        /** Ends of leases. */
        LEASE_END
    }

    private static final List<String> ENDS = List.of(
            "task.completed",
            "task.failed",
            "task.canceled",
            "task.retry_scheduled",
            "lease.expired",
            "lease.released",
            "lease.revoked");

    /**
     * An event.
     *
     * @param what the type of the receipt, or the operation of the audit event
     * @param refused whether it is a call that was refused
     * @param by the id of who did it
     * @param taskType null for what concerns no task that is still there
     */
    public record Event(
            Instant at,
            String what,
            boolean refused,
            String by,
            @Nullable UUID taskId,
            @Nullable UUID leaseId,
            @Nullable String taskType) {}

    /**
     * Receipts are in the order of their positions, which is that of time but for transactions that overlap: so the search
     * begins a little before the nearest receipt whose instant an index tells, and takes the nearest of some.
     */
    private static final String SQL = """
            WITH near AS MATERIALIZED (
                SELECT %5$s((SELECT r.position FROM receipts r
                             WHERE r.tenant_id = asked.tenant_id AND r.receipt_id = known.id)) %6$s 64 AS position
                FROM (SELECT ?::uuid AS tenant_id) asked, unnest(ARRAY [
                    (SELECT assigned_receipt_id FROM submitted_tasks
                     WHERE tenant_id = ? AND created_at %2$s ? ORDER BY created_at %4$s, task_id %4$s LIMIT 1),
                    (SELECT accepted_receipt_id FROM ended_leases
                     WHERE tenant_id = ? AND acquired_at %2$s ? ORDER BY acquired_at %4$s LIMIT 1),
                    (SELECT receipt_id FROM task_outcomes WHERE tenant_id = ? AND outcome = 'succeeded'
                        AND completed_at %2$s ? ORDER BY completed_at %4$s, task_id %4$s LIMIT 1),
                    (SELECT receipt_id FROM task_outcomes WHERE tenant_id = ? AND outcome = 'failed'
                        AND completed_at %2$s ? ORDER BY completed_at %4$s, task_id %4$s LIMIT 1)]) AS known (id)
            ), receipt AS MATERIALIZED (
                SELECT created_at, position, type, from_id, task_id, lease_id FROM receipts
                WHERE tenant_id = ? AND position %3$s coalesce((SELECT position FROM near), %7$s) AND created_at %1$s ?
                  AND (NOT ?::boolean OR (type = ANY (?::text[]) AND lease_id IS NOT NULL))
                ORDER BY position %8$s, receipt_id %8$s LIMIT 100
            )
            SELECT e.*, (SELECT s.type FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = e.task_id) AS task_type
            FROM (
                (SELECT created_at AS at, type AS what, false AS refused, from_id AS by, task_id, lease_id FROM receipt
                 ORDER BY created_at %8$s, type IN ('task.result_ready', 'system.anomaly'), position %8$s LIMIT 1)
                UNION ALL
                (SELECT at, operation, kind = 'lease_refused', actor_id, task_id, lease_id FROM audit_events
                 WHERE tenant_id = ? AND at %1$s ? AND kind IN ('operator', 'lease_refused') AND receipt_id IS NULL
                   AND NOT ?::boolean
                 ORDER BY at %8$s, event_id %8$s LIMIT 1)
            ) e
            ORDER BY at %8$s LIMIT 1
            """;

    private static final String AFTER = SQL.formatted(">", "<=", ">=", "DESC", "max", "-", "0", "ASC");
    private static final String BEFORE =
            SQL.formatted("<", ">=", "<=", "ASC", "min", "+", "9223372036854775807", "DESC");

    private final Database database;

    public NearestEvent(Database database) {
        this.database = database;
    }

    /** The first one after the instant; empty when nothing has happened since. */
    public Optional<Event> after(UUID tenantId, Instant at, Kind kind) {
        return find(AFTER, tenantId, at, kind);
    }

    /** The last one before the instant; empty when nothing had happened. */
    public Optional<Event> before(UUID tenantId, Instant at, Kind kind) {
        return find(BEFORE, tenantId, at, kind);
    }

    private Optional<Event> find(String sql, UUID tenantId, Instant at, Kind kind) {
        boolean ends = kind == Kind.LEASE_END;
        return database.statement(session -> {
            Query query = session.query(sql).id(tenantId);
            for (int bound = 0; bound < 4; bound++) {
                query.id(tenantId).instant(at);
            }
            return query.id(tenantId)
                    .instant(at)
                    .flag(ends)
                    .texts(ENDS)
                    .id(tenantId)
                    .id(tenantId)
                    .instant(at)
                    .flag(ends)
                    .first(NearestEvent::event);
        });
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.instant("at"),
                row.text("what"),
                row.flag("refused"),
                row.text("by"),
                row.idOrNull("task_id"),
                row.idOrNull("lease_id"),
                row.textOrNull("task_type"));
    }
}
