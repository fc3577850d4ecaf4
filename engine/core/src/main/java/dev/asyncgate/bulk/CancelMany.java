package dev.asyncgate.bulk;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Ending;
import dev.asyncgate.task.TaskStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Cancels those of a few tasks that have not ended and that nobody has locked: each as {@link dev.asyncgate.task.CancelTask}
 * does, in one statement and one commit.
 */
final class CancelMany {

    private static final String SQL =
            """
            WITH open AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND task_id = ANY (?::uuid[])
                ORDER BY task_id FOR UPDATE SKIP LOCKED
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM (SELECT count(*) FROM open) locked
            ), closing AS MATERIALIZED (
                SELECT o.*, s.type AS task_type, s.assigned_receipt_id, s.created_by_kind, s.created_by_id,
                       new_id() AS receipt_id, greatest(clock.at, o.updated_at) AS now, 'canceled' AS end_reason,
                       NULL::bytea AS end_sha256, true AS discharges, 'canceled' AS outcome, 0 AS failures,
                       NULL::text AS result, i.body AS error, NULL::text AS artifacts, NULL::text AS delivery_proof, i.*
                FROM open o CROSS JOIN LATERAL (
                         SELECT * FROM submitted_tasks s
                         WHERE s.tenant_id = o.tenant_id AND s.task_id = o.task_id LIMIT 1) s, clock,
                     (SELECT ?::text AS by_kind, ?::text AS by_id, ?::text AS by_instance_id, ?::text AS bulk,
                             ?::text AS reason, ?::text AS body, ?::text[] AS origin) i
            ), ending AS (
                SELECT * FROM closing
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.canceled' AS type, by_kind AS from_kind,
                       by_id AS from_id, by_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin,
                       array_remove(ARRAY[assigned_receipt_id, accepted_receipt_id], NULL) AS parents, body
                FROM closing
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, 'task.result_ready', 'service', 'svc:asyncgate', NULL,
                       created_by_kind, created_by_id, origin, ARRAY[receipt_id], '{}'
                FROM closing
            ), audited AS (
                SELECT tenant_id, 'cancelTask' AS operation, by_kind AS actor_kind, by_id AS actor_id, task_id, lease_id,
                       receipt_id, bulk AS subject, reason,
                       json_build_object('status', task_status(lease_id, started_at)) AS before,
                       '{"status":"canceled"}' AS after
                FROM closing
            )
            """ + Ending.LEASES + Ending.CLOSED + Emission.SQL + Audit.SQL + """
            SELECT task_id, task_type, task_status(lease_id, started_at) AS was, worker_id, receipt_id, now
            FROM closing ORDER BY task_id
            """;

    private final Database database;
    private final Settings settings;

    CancelMany(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** What it has canceled; whoever is not among them was locked or not open. */
    List<BulkResult> run(UUID tenantId, Actor operator, UUID bulkId, List<UUID> taskIds, @Nullable String reason) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .ids(taskIds)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(operator.principal().instanceId())
                .text(NoteBulk.subject(bulkId))
                .text(reason)
                .text(Bodies.reason(reason).canonical())
                .texts(Trace.origin(settings))
                .text(operator.address())
                .list(row -> new BulkResult(
                        row.id("task_id"),
                        row.text("task_type"),
                        TaskStatus.ofWireName(row.text("was")),
                        Effect.DONE,
                        row.textOrNull("worker_id"),
                        row.id("receipt_id"),
                        null,
                        null,
                        row.instant("now"))));
    }
}
