package dev.asyncgate.history;

import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a task stood, as the end of a statement: each of the CTE {@code picked}, which has the columns of
 * {@code submitted_tasks}, at the instant of the CTE {@code asked}.
 *
 * <p>Receipts tell attempts, what put it back into the queue and until when, and which lease was the last; whether that one
 * was live, its own times tell. Priority and hold are in the audit; a hold is written only when it changes, by operators as
 * an event and by the engine as an anomaly, so an odd number of them is a hold. Within a task receipts are never older than
 * those before, but positions may be, for a transaction that locks several tasks may have begun earlier; so the instant
 * leads their order. OFFSET keeps each look-up one by key: joins would read whole tables.
 */
final class Standing {

    /** Two parameters: tenant and instant. */
    static final String ASKED = "asked AS NOT MATERIALIZED (SELECT ?::uuid AS tenant_id, ?::timestamptz AS at)";

    static final String REBUILT = """
            SELECT s.task_id, s.type, s.created_by_kind, s.created_by_id, s.created_by_instance_id, s.created_at, s.max_attempts,
                   coalesce(steered.priority, s.priority) AS priority, told.attempt,
                   coalesce(f.outcome, task_status(l.lease_id, l.started_at)) AS status,
                   CASE WHEN f.outcome IS NULL AND l.lease_id IS NULL
                       THEN CASE WHEN told.requeues > 0 THEN told.next_eligible_at::timestamptz ELSE s.eligible_at END
                   END AS next_eligible_at,
                   f.outcome IS NULL AND (told.holds + steered.turns) % 2 = 1 AS held, f.completed_at AS ended_at,
                   l.lease_id, l.worker_id, l.acquired_at, l.started_at,
                   coalesce(renewed.expires_at, l.acquired_at + make_interval(secs => l.ttl_seconds)) AS expires_at,
                   coalesce(renewed.number, 0) AS renewals,
                   coalesce(
                       (SELECT o.outcome FROM task_outcomes o WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id),
                       (SELECT task_status(o.lease_id, o.started_at) FROM open_tasks o
                        WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id)) AS status_now
            FROM asked CROSS JOIN picked s
            LEFT JOIN LATERAL (
                SELECT o.outcome, o.completed_at FROM task_outcomes o
                WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id AND o.completed_at <= asked.at OFFSET 0
            ) f ON true
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE r.type IN ('task.retry_scheduled', 'task.failed')) AS attempt,
                       count(*) FILTER (WHERE r.type = 'system.anomaly' AND r.body ->> 'kind' = 'task_held') AS holds,
                       count(*) FILTER (WHERE r.type IN (
                           'task.retry_scheduled', 'lease.expired', 'lease.released', 'lease.revoked')) AS requeues,
                       (array_agg(r.body ->> 'next_eligible_at' ORDER BY r.created_at DESC, r.position DESC) FILTER (WHERE
                           r.type IN ('task.retry_scheduled', 'lease.expired', 'lease.released', 'lease.revoked')))[1]
                           AS next_eligible_at,
                       (array_agg(r.lease_id ORDER BY r.created_at DESC, r.position DESC)
                           FILTER (WHERE r.type = 'task.accepted'))[1] AS lease_id
                FROM receipts r
                WHERE r.tenant_id = s.tenant_id AND r.task_id = s.task_id AND r.created_at <= asked.at
            ) told
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE a.operation IN ('holdTask', 'resumeTask')) AS turns,
                       ((array_agg(a.after ->> 'priority' ORDER BY a.at DESC, a.event_id DESC)
                           FILTER (WHERE a.operation = 'reprioritize'))[1])::int AS priority
                FROM audit_events a
                WHERE a.tenant_id = s.tenant_id AND a.task_id = s.task_id AND a.at <= asked.at AND a.kind = 'operator'
            ) steered
            LEFT JOIN LATERAL (
                SELECT o.lease_id, o.worker_id, o.acquired_at, o.ttl_seconds,
                       CASE WHEN o.started_at <= asked.at THEN o.started_at END AS started_at
                FROM open_tasks o
                WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id AND o.lease_id = told.lease_id
                UNION ALL
                SELECT e.lease_id, e.worker_id, e.acquired_at, e.ttl_seconds,
                       CASE WHEN e.started_at <= asked.at THEN e.started_at END
                FROM ended_leases e
                WHERE e.tenant_id = s.tenant_id AND e.lease_id = told.lease_id AND e.ended_at > asked.at
                LIMIT 1
            ) l ON true
            LEFT JOIN LATERAL (
                SELECT e.number, e.expires_at FROM lease_events e
                WHERE e.tenant_id = s.tenant_id AND e.lease_id = l.lease_id AND e.at <= asked.at
                ORDER BY e.number DESC LIMIT 1
            ) renewed ON true
            """;

    private Standing() {}

    static TaskThen task(Row row) throws SQLException {
        return new TaskThen(
                row.id("task_id"),
                row.text("type"),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                row.instant("created_at"),
                TaskStatus.ofWireName(row.text("status")),
                row.integer("priority"),
                row.integer("attempt"),
                row.integer("max_attempts"),
                row.instantOrNull("next_eligible_at"),
                row.flag("held"),
                lease(row),
                row.instantOrNull("ended_at"),
                TaskStatus.ofWireName(row.text("status_now")));
    }

    /** The lease that was live; the columns that tell of it are null without one. */
    static @Nullable LeaseThen lease(Row row) throws SQLException {
        Instant acquiredAt = row.instantOrNull("acquired_at");
        return acquiredAt == null
                ? null
                : new LeaseThen(
                        row.id("lease_id"),
                        row.id("task_id"),
                        row.text("type"),
                        row.text("worker_id"),
                        acquiredAt,
                        row.instantOrNull("started_at"),
                        row.instant("expires_at"),
                        row.integer("renewals"));
    }
}
