package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.json.Limits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says why obligations are open, or what closed them, from what is stored now. One round trip. */
public final class ExplainObligations {

    /** What an obligation belongs to is looked up by its key, row by row; only a closed one is asked for its end. */
    private static final String SQL = """
            SELECT
            """ + ReceiptRows.COLUMNS + """
                   , s.type AS task_type,
                   coalesce(f.outcome, CASE WHEN t.task_id IS NOT NULL THEN task_status(t.lease_id, t.started_at) END) AS status,
                   o.open, t.task_id IS NOT NULL AS unfinished, t.held, t.held_reason, t.attempt, t.lease_ends,
                   CASE WHEN t.next_eligible_at > gate_now() THEN t.next_eligible_at END AS not_before, t.worker_id,
                   t.acquired_at, t.started_at, t.expires_at, p.paused_at, p.reason AS paused_reason,
                   CASE WHEN NOT f.located THEN f.receipt_id END AS completed_receipt_id, f.completed_at,
                   l.worker_id AS completed_by, d.receipt_id AS end_id, d.type AS end_type, d.created_at AS ended_at
            FROM receipts r
            CROSS JOIN LATERAL (SELECT EXISTS (
                SELECT FROM open_obligations o
                WHERE o.tenant_id = r.tenant_id AND o.principal_id = r.to_id AND o.principal_kind = r.to_kind
                  AND o.created_at = r.created_at AND o.receipt_id = r.receipt_id) AS open) o
            LEFT JOIN LATERAL (
                SELECT s.* FROM submitted_tasks s WHERE s.tenant_id = r.tenant_id AND s.task_id = r.task_id LIMIT 1) s ON true
            LEFT JOIN LATERAL (
                SELECT t.* FROM open_tasks t WHERE t.tenant_id = r.tenant_id AND t.task_id = r.task_id LIMIT 1) t ON true
            LEFT JOIN LATERAL (
                SELECT f.* FROM task_outcomes f WHERE f.tenant_id = r.tenant_id AND f.task_id = r.task_id LIMIT 1) f ON true
            LEFT JOIN LATERAL (
                SELECT l.* FROM ended_leases l WHERE l.tenant_id = r.tenant_id AND l.lease_id = f.lease_id LIMIT 1) l ON true
            LEFT JOIN LATERAL (
                SELECT p.* FROM paused_types p WHERE p.tenant_id = r.tenant_id AND p.type = s.type LIMIT 1) p ON true
            LEFT JOIN LATERAL (
                SELECT e.receipt_id, e.type, e.created_at FROM receipts e
                WHERE NOT o.open AND e.tenant_id = r.tenant_id AND e.task_id = r.task_id AND r.receipt_id = ANY (e.parents)
                  AND e.type IN ('task.completed', 'task.failed', 'task.canceled', 'task.amended', 'task.waived')
                UNION ALL
                SELECT e.receipt_id, e.type, e.created_at FROM receipts e
                WHERE NOT o.open AND r.type = 'schedule.created' AND e.tenant_id = r.tenant_id AND e.type = 'schedule.deleted'
                  AND e.schedule_id = r.schedule_id AND r.receipt_id = ANY (e.parents)
                LIMIT 1) d ON true
            WHERE r.tenant_id = ? AND r.receipt_id = ANY (?) AND r.type IN ('task.assigned', 'schedule.created')
            ORDER BY r.created_at, r.receipt_id
            """;

    private final Database database;

    public ExplainObligations(Database database) {
        this.database = database;
    }

    /**
     * Explains them, the oldest first. What is no obligation of the tenant, or is archived, is left out.
     *
     * @param receiptIds at most 1,000
     */
    public List<ExplainedObligation> run(UUID tenantId, Collection<UUID> receiptIds) {
        Limits.requireRange("receipt_ids", receiptIds.size(), 0, Pages.MOST);
        return database.statement(
                session -> session.query(SQL).id(tenantId).ids(receiptIds).list(ExplainObligations::explained));
    }

    private static ExplainedObligation explained(Row row) throws SQLException {
        Receipt obligation = ReceiptRows.receipt(row);
        Why why = row.flag("open") ? whyOpen(row, obligation) : whyClosed(row);
        return new ExplainedObligation(obligation, row.textOrNull("task_type"), row.textOrNull("status"), why);
    }

    private static Why whyClosed(Row row) throws SQLException {
        UUID end = row.idOrNull("end_id");
        return end == null
                ? new Why.Unexplained(false)
                : new Why.Discharged(end, ReceiptType.ofWireName(row.text("end_type")), row.instant("ended_at"));
    }

    private static Why whyOpen(Row row, Receipt obligation) throws SQLException {
        UUID schedule = obligation.scheduleId();
        if (obligation.type() == ReceiptType.SCHEDULE_CREATED && schedule != null) {
            return new Why.ScheduleActive(schedule);
        }
        UUID completed = row.idOrNull("completed_receipt_id");
        if (completed != null) {
            return new Why.Unproven(completed, row.instant("completed_at"), row.text("completed_by"));
        }
        if (!row.flag("unfinished")) {
            return new Why.Unexplained(true);
        }
        return row.textOrNull("worker_id") == null ? whyQueued(row) : whoWorks(row);
    }

    private static Why whyQueued(Row row) throws SQLException {
        if (row.flag("held")) {
            return new Why.Held(row.textOrNull("held_reason"));
        }
        Instant paused = row.instantOrNull("paused_at");
        if (paused != null) {
            return new Why.TypePaused(paused, row.textOrNull("paused_reason"));
        }
        Instant notBefore = row.instantOrNull("not_before");
        return notBefore == null
                ? new Why.Queued(row.integer("lease_ends"))
                : new Why.NotYetEligible(notBefore, row.integer("attempt"));
    }

    private static Why whoWorks(Row row) throws SQLException {
        @Nullable Instant started = row.instantOrNull("started_at");
        return started == null
                ? new Why.Claimed(row.text("worker_id"), row.instant("acquired_at"), row.instant("expires_at"))
                : new Why.InProgress(row.text("worker_id"), started, row.instant("expires_at"));
    }
}
