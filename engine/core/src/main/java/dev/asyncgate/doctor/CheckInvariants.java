package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Looks for cases that break an invariant, among the tasks that were created since an instant and their leases. The
 * database refuses most of them by itself; this looks at what is there, not at what was meant. One round trip.
 */
public final class CheckInvariants {

    private static final String SQL = """
            WITH scope AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, ?::timestamptz AS since
            ), task AS MATERIALIZED (
                SELECT s.tenant_id, s.task_id,
                       coalesce((SELECT o.attempt FROM open_tasks o
                                 WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id),
                                (SELECT f.attempt FROM task_outcomes f
                                 WHERE f.tenant_id = s.tenant_id AND f.task_id = s.task_id)) AS attempt
                FROM scope CROSS JOIN LATERAL (
                    SELECT t.tenant_id, t.task_id FROM submitted_tasks t
                    WHERE t.tenant_id = scope.tenant_id AND t.created_at >= scope.since) s
            ), lease AS MATERIALIZED (
                SELECT l.* FROM scope CROSS JOIN LATERAL (
                    SELECT tenant_id, lease_id, task_id, started_at, ended_at, end_reason FROM ended_leases e
                    WHERE e.tenant_id = scope.tenant_id AND e.acquired_at >= scope.since
                    UNION ALL
                    SELECT tenant_id, lease_id, task_id, started_at, NULL, NULL FROM open_tasks o
                    WHERE o.tenant_id = scope.tenant_id AND o.lease_id IS NOT NULL AND o.acquired_at >= scope.since) l
                WHERE (SELECT t.created_at >= scope.since FROM submitted_tasks t
                       WHERE t.tenant_id = l.tenant_id AND t.task_id = l.task_id)
            ), receipt AS MATERIALIZED (
                SELECT r.task_id, r.lease_id, r.receipt_id, r.type, r.created_at
                FROM task t CROSS JOIN LATERAL (
                    SELECT * FROM receipts r WHERE r.tenant_id = t.tenant_id AND r.task_id = t.task_id OFFSET 0) r
            ), due (task_id, lease_id, type) AS (
                SELECT task_id, NULL::uuid, 'task.assigned' FROM task
                UNION ALL SELECT task_id, lease_id, 'task.accepted' FROM lease
                UNION ALL SELECT task_id, lease_id, 'task.started' FROM lease WHERE started_at IS NOT NULL
                UNION ALL
                SELECT task_id, lease_id, CASE end_reason
                    WHEN 'completed' THEN 'task.completed' WHEN 'failed' THEN 'task.failed'
                    WHEN 'retried' THEN 'task.retry_scheduled' WHEN 'released' THEN 'lease.released'
                    WHEN 'expired' THEN 'lease.expired' WHEN 'revoked' THEN 'lease.revoked'
                    ELSE 'task.canceled' END
                FROM lease WHERE ended_at IS NOT NULL
            ), refusal AS (
                SELECT a.event_id, l.task_id, l.lease_id, l.ended_at
                FROM lease l CROSS JOIN LATERAL (
                    SELECT a.event_id, a.at FROM audit_events a
                    WHERE a.tenant_id = l.tenant_id AND a.lease_id = l.lease_id OFFSET 0) a
                WHERE l.ended_at IS NOT NULL AND a.at >= l.ended_at
            )
            SELECT (SELECT count(*) FROM lease) AS leases,
                   (SELECT count(*) FROM (SELECT FROM lease WHERE ended_at IS NULL
                                          GROUP BY task_id HAVING count(*) > 1) d) AS doubles,
                   (SELECT count(*) FROM refusal) AS refusals,
                   (SELECT count(*) FROM refusal f WHERE EXISTS (
                        SELECT FROM receipt r WHERE r.lease_id = f.lease_id AND r.created_at > f.ended_at)) AS written,
                   (SELECT count(*) FROM task) AS tasks,
                   (SELECT count(*) FROM task t LEFT JOIN (
                        SELECT task_id, count(*) AS n FROM lease WHERE end_reason IN ('failed', 'retried')
                        GROUP BY task_id) l USING (task_id) WHERE t.attempt <> coalesce(l.n, 0)) AS miscounted,
                   (SELECT count(*) FROM due) AS changes,
                   (SELECT count(*) FROM due d LEFT JOIN receipt r
                        ON r.task_id = d.task_id AND r.type = d.type
                        AND (d.lease_id IS NULL OR r.lease_id = d.lease_id)
                    WHERE r.receipt_id IS NULL) AS silent
            """;

    private final Database database;

    public CheckInvariants(Database database) {
        this.database = database;
    }

    /** Checks; reads every task since then with its leases and receipts, so the instant should be a recent one. */
    public List<Check> run(UUID tenantId, Instant since) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(since)
                .one(row -> List.of(
                        new Check(Invariant.ONE_LIVE_LEASE, row.number("leases"), row.number("doubles")),
                        new Check(Invariant.REFUSALS_LEAVE_NO_RECEIPT, row.number("refusals"), row.number("written")),
                        new Check(
                                Invariant.ATTEMPTS_ARE_REPORTED_FAILURES,
                                row.number("tasks"),
                                row.number("miscounted")),
                        new Check(
                                Invariant.EVERY_CHANGE_HAS_ITS_RECEIPT, row.number("changes"), row.number("silent")))));
    }
}
