package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.UUID;

/**
 * Counts what happened in a tenant since an instant. One round trip, which looks up what belongs to each lease and task by
 * key: joined, a planner without a notion of the instant reads whole tables.
 */
public final class CountActivity {

    private static final String SQL = """
            WITH scope AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, ?::timestamptz AS since
            ), leased AS MATERIALIZED (
                SELECT l.*, (SELECT count(*) FROM audit_events a
                             WHERE a.tenant_id = l.tenant_id AND a.lease_id = l.lease_id) AS refusals
                FROM scope CROSS JOIN LATERAL (
                    SELECT tenant_id, lease_id, task_id, acquired_at, end_reason, renewal_count FROM ended_leases e
                    WHERE e.tenant_id = scope.tenant_id AND e.acquired_at >= scope.since
                    UNION ALL
                    SELECT tenant_id, lease_id, task_id, acquired_at, NULL, renewal_count FROM open_tasks o
                    WHERE o.tenant_id = scope.tenant_id AND o.lease_id IS NOT NULL AND o.acquired_at >= scope.since) l
            ), created AS MATERIALIZED (
                SELECT (SELECT f.outcome FROM task_outcomes f
                        WHERE f.tenant_id = s.tenant_id AND f.task_id = s.task_id) AS outcome,
                       (SELECT true FROM open_obligations o
                        WHERE o.tenant_id = s.tenant_id AND o.principal_id = s.created_by_id
                          AND o.principal_kind = s.created_by_kind AND o.created_at = s.created_at
                          AND o.receipt_id = s.assigned_receipt_id) IS NOT NULL AS open,
                       (SELECT cardinality(r.parents) > 0 FROM receipts r
                        WHERE r.tenant_id = s.tenant_id AND r.receipt_id = s.assigned_receipt_id) AS delegated,
                       (SELECT count(*) FROM receipts r
                        WHERE r.tenant_id = s.tenant_id AND r.task_id = s.task_id) AS receipts
                FROM scope CROSS JOIN LATERAL (
                    SELECT tenant_id, task_id, created_at, created_by_kind, created_by_id, assigned_receipt_id
                    FROM submitted_tasks t WHERE t.tenant_id = scope.tenant_id AND t.created_at >= scope.since) s
            ), by_lease AS (
                SELECT count(*) AS leases,
                       count(*) FILTER (WHERE end_reason = 'completed') AS completed,
                       count(*) FILTER (WHERE end_reason = 'failed') AS failed,
                       count(*) FILTER (WHERE end_reason = 'retried') AS retried,
                       count(*) FILTER (WHERE end_reason = 'expired') AS expired,
                       count(*) FILTER (WHERE end_reason = 'expired' AND (
                           SELECT true FROM receipts later WHERE later.tenant_id = l.tenant_id
                             AND later.task_id = l.task_id AND later.type = 'task.accepted'
                             AND later.created_at > l.acquired_at LIMIT 1)) AS taken_over,
                       coalesce(sum(renewal_count), 0) AS renewals,
                       coalesce(sum(refusals), 0)::bigint AS refusals
                FROM leased l
            ), by_task AS (
                SELECT count(*) AS tasks,
                       count(*) FILTER (WHERE delegated) AS delegated,
                       count(*) FILTER (WHERE NOT open AND outcome IS NOT NULL) AS discharged,
                       count(*) FILTER (WHERE open AND outcome = 'succeeded') AS unlocated,
                       coalesce(sum(receipts), 0)::bigint AS receipts
                FROM created
            )
            SELECT gate_now() AS at, by_lease.*, by_task.* FROM by_lease, by_task
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
