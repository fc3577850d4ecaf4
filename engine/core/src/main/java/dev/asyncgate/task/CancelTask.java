package dev.asyncgate.task;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends a task that nobody wants any more, and the lease that is live on it. One round trip; a second one when it is too
 * late or not allowed.
 */
public final class CancelTask {

    private static final String SQL =
            """
            WITH open AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND task_id = ? FOR UPDATE
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM open
            ), closing AS MATERIALIZED (
                SELECT o.*, s.assigned_receipt_id, s.created_by_kind, s.created_by_id, new_id() AS receipt_id,
                       greatest(clock.at, o.updated_at) AS now, 'canceled' AS end_reason, NULL::bytea AS end_sha256,
                       true AS discharges, 'canceled' AS outcome, 0 AS failures, NULL::text AS result, i.body AS error,
                       NULL::text AS artifacts, NULL::text AS delivery_proof, i.*
                FROM open o JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id, clock,
                     (SELECT ?::text AS by_kind, ?::text AS by_id, ?::text AS by_instance_id, ?::boolean AS as_operator,
                             ?::boolean AS internal, ?::text AS reason, ?::text AS body, ?::text[] AS origin) i
                WHERE i.as_operator OR i.internal OR (s.created_by_kind = i.by_kind AND s.created_by_id = i.by_id)
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
                       receipt_id, NULL::text AS subject, reason,
                       json_build_object('status', task_status(lease_id, started_at)) AS before,
                       '{"status":"canceled"}' AS after
                FROM closing WHERE as_operator
            )
            """ + Ending.LEASES + Ending.CLOSED + Emission.SQL + Audit.SQL + "SELECT task_id FROM closing";

    private static final String WHY_NOT = """
            SELECT status, created_by_kind || ':' || created_by_id AS owner FROM tasks WHERE tenant_id = ? AND task_id = ?
            """;

    private final Database database;
    private final Settings settings;

    public CancelTask(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Cancels the task.
     *
     * @param asOperator whether the caller acts for the tenant, which is kept as an audit event; otherwise it must be the
     *     owner or internal
     * @param reason at most 1,000 characters
     * @throws GateException TASK_NOT_FOUND, UNAUTHORIZED, INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public Cancellation run(UUID tenantId, Actor caller, boolean asOperator, UUID taskId, @Nullable String reason) {
        Limits.optionalText("reason", reason, 1, 1000);
        Principal principal = caller.principal();
        Json body = Bodies.reason(reason);
        boolean canceled = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(taskId)
                .text(principal.kind().wireName())
                .text(principal.id())
                .text(principal.instanceId())
                .flag(asOperator)
                .flag(principal.isInternal())
                .text(reason)
                .text(body.canonical())
                .texts(Trace.origin(settings))
                .text(caller.address())
                .first(row -> true)
                .isPresent());
        return canceled ? new Cancellation(true, TaskStatus.CANCELED) : whyNot(tenantId, principal, taskId);
    }

    private Cancellation whyNot(UUID tenantId, Principal principal, UUID taskId) {
        return database.statement(session -> session.query(WHY_NOT)
                        .id(tenantId)
                        .id(taskId)
                        .first(row -> {
                            TaskStatus status = TaskStatus.ofWireName(row.text("status"));
                            if (!status.isTerminal()) {
                                throw new GateException(
                                        ErrorCode.UNAUTHORIZED,
                                        "Task " + taskId + " belongs to " + row.text("owner") + "; " + principal
                                                + " may not cancel it.");
                            }
                            return new Cancellation(false, status);
                        }))
                .orElseThrow(() -> GetTask.notFound(taskId));
    }
}
