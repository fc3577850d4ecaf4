package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.UUID;

/** Counts what happened in a tenant since an instant. One round trip. */
public final class CountActivity {

    private static final String SQL = """
            WITH scope AS (
                SELECT ?::uuid AS tenant_id, ?::timestamptz AS since
            ), leased AS MATERIALIZED (
                SELECT l.* FROM leases l JOIN scope s ON l.tenant_id = s.tenant_id AND l.acquired_at >= s.since
            ), created AS MATERIALIZED (
                SELECT t.tenant_id, t.task_id, t.status, o.receipt_id IS NOT NULL AS open,
                       EXISTS (SELECT FROM receipt_edges e
                               WHERE e.tenant_id = t.tenant_id AND e.child_id = t.assigned_receipt_id) AS delegated
                FROM tasks t JOIN scope s ON t.tenant_id = s.tenant_id AND t.created_at >= s.since
                LEFT JOIN open_obligations o
                    ON o.tenant_id = t.tenant_id AND o.principal_id = t.created_by_id
                    AND o.principal_kind = t.created_by_kind AND o.created_at = t.created_at
                    AND o.receipt_id = t.assigned_receipt_id
            ), by_lease AS (
                SELECT count(*) AS leases,
                       count(*) FILTER (WHERE end_reason = 'completed') AS completed,
                       count(*) FILTER (WHERE end_reason = 'failed') AS failed,
                       count(*) FILTER (WHERE end_reason = 'retried') AS retried,
                       count(*) FILTER (WHERE end_reason = 'expired') AS expired,
                       count(*) FILTER (WHERE end_reason = 'expired' AND EXISTS (
                           SELECT FROM receipts later WHERE later.tenant_id = l.tenant_id AND later.task_id = l.task_id
                             AND later.type = 'task.accepted' AND later.created_at > l.acquired_at)) AS taken_over,
                       coalesce(sum(renewal_count), 0) AS renewals
                FROM leased l
            ), by_task AS (
                SELECT count(*) AS tasks,
                       count(*) FILTER (WHERE delegated) AS delegated,
                       count(*) FILTER (WHERE NOT open AND status IN ('succeeded', 'failed', 'canceled')) AS discharged,
                       count(*) FILTER (WHERE open AND status = 'succeeded') AS unlocated
                FROM created
            )
            SELECT gate_now() AS at, by_lease.*, by_task.*,
                   (SELECT count(*) FROM audit_events a JOIN leased l
                        ON a.tenant_id = l.tenant_id AND a.lease_id = l.lease_id) AS refusals,
                   (SELECT count(*) FROM receipts r JOIN created c
                        ON r.tenant_id = c.tenant_id AND r.task_id = c.task_id) AS receipts
            FROM by_lease, by_task
            """;

    private final Database database;

    public CountActivity(Database database) {
        this.database = database;
    }

    /** Counts; reads every lease and task since then, so the instant should be a recent one. */
    public Activity run(UUID tenantId, Instant since) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(since)
                .one(row -> new Activity(
                        row.instant("at"),
                        row.number("leases"),
                        row.number("completed"),
                        row.number("failed"),
                        row.number("retried"),
                        row.number("expired"),
                        row.number("taken_over"),
                        row.number("renewals"),
                        row.number("refusals"),
                        row.number("tasks"),
                        row.number("delegated"),
                        row.number("discharged"),
                        row.number("unlocated"),
                        row.number("receipts"))));
    }
}
