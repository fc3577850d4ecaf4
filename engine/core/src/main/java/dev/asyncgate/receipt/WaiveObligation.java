package dev.asyncgate.receipt;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.settings.Settings;
import java.util.UUID;

/**
 * Closes an obligation that will never be proven: an ended task's, whose success nobody can locate. One round trip; a
 * second one when there is nothing to waive.
 */
public final class WaiveObligation {

    /** The open obligation is what amending and waiving compete for. */
    private static final String SQL = """
            WITH owed AS MATERIALIZED (
                SELECT s.tenant_id, s.task_id, s.created_by_kind, s.created_by_id, s.created_at, s.assigned_receipt_id,
                       f.receipt_id AS completed_receipt_id, f.completed_at, f.lease_id
                FROM receipts r
                JOIN submitted_tasks s ON s.tenant_id = r.tenant_id AND s.task_id = r.task_id
                JOIN task_outcomes f ON f.tenant_id = s.tenant_id AND f.task_id = s.task_id
                WHERE r.tenant_id = ? AND r.receipt_id = ? AND s.assigned_receipt_id = r.receipt_id
            ), discharged AS MATERIALIZED (
                DELETE FROM open_obligations o
                WHERE o.tenant_id = ? AND o.principal_id = (SELECT created_by_id FROM owed)
                  AND o.principal_kind = (SELECT created_by_kind FROM owed)
                  AND o.created_at = (SELECT created_at FROM owed)
                  AND o.receipt_id = (SELECT assigned_receipt_id FROM owed)
                RETURNING o.receipt_id
            ), waiving AS MATERIALIZED (
                SELECT w.*, new_id() AS receipt_id, greatest(gate_now(), w.completed_at) AS now, i.*
                FROM discharged, owed w, (
                    SELECT ?::text AS by_kind, ?::text AS by_id, ?::text AS by_instance_id, ?::text AS reason, ?::text AS body,
                           ?::text[] AS origin) i
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'task.waived' AS type, by_kind AS from_kind,
                       by_id AS from_id, by_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[assigned_receipt_id, completed_receipt_id] AS parents, body
                FROM waiving
            ), audited AS (
                SELECT tenant_id, 'waiveObligation' AS operation, by_kind AS actor_kind, by_id AS actor_id, task_id,
                       lease_id, assigned_receipt_id AS receipt_id, NULL::text AS subject, reason,
                       '{"open":true}' AS before, '{"open":false}' AS after
                FROM waiving
            )
            """ + Emission.SQL + Audit.SQL + "SELECT receipt_id FROM waiving";

    private static final String WHY_NOT = """
            SELECT r.type, EXISTS (SELECT FROM open_tasks o WHERE o.tenant_id = r.tenant_id AND o.task_id = r.task_id) AS open
            FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = ?
            """;

    private final Database database;
    private final Settings settings;

    public WaiveObligation(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Waives the obligation.
     *
     * @param receiptId of the obligation, a {@code task.assigned}
     * @param reason 1 to 1,000 characters
     * @return the {@code task.waived} receipt
     * @throws GateException RECEIPT_NOT_FOUND, INVALID_STATE_TRANSITION, INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public UUID run(UUID tenantId, Actor operator, UUID receiptId, String reason) {
        Limits.requireText("reason", reason, 1, 1000);
        return database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(receiptId)
                        .id(tenantId)
                        .text(operator.principal().kind().wireName())
                        .text(operator.principal().id())
                        .text(operator.principal().instanceId())
                        .text(reason)
                        .text(Bodies.reason(reason).canonical())
                        .texts(Trace.origin(settings))
                        .text(operator.address())
                        .first(row -> row.id("receipt_id")))
                .orElseThrow(() -> whyNot(tenantId, receiptId));
    }

    private GateException whyNot(UUID tenantId, UUID receiptId) {
        return database.statement(session -> session.query(WHY_NOT)
                        .id(tenantId)
                        .id(receiptId)
                        .first(row -> new GateException(
                                ErrorCode.INVALID_STATE_TRANSITION,
                                row.flag("open")
                                        ? "The task of obligation " + receiptId + " has not ended. Cancel it instead."
                                        : "Receipt " + receiptId + " (" + row.text("type")
                                                + ") is no open obligation of a task that has ended.")))
                .orElseGet(() -> new GateException(
                        ErrorCode.RECEIPT_NOT_FOUND, "No receipt of this tenant has the id " + receiptId + "."));
    }
}
