package dev.asyncgate.lease;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.audit.Audit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Bodies;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Ending;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends somebody's lease now and puts the task back into the queue. One round trip; a second one when it is too late. */
public final class RevokeLease {

    private static final String SQL =
            """
            WITH open AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND lease_id = ? FOR UPDATE
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM open
            ), ending AS MATERIALIZED (
                SELECT o.*, s.created_by_kind, s.created_by_id, new_id() AS receipt_id, 'revoked' AS end_reason,
                       NULL::bytea AS end_sha256, greatest(clock.at, o.updated_at) AS now, i.*
                FROM open o JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id, clock,
                     (SELECT ?::text AS by_kind, ?::text AS by_id, ?::text AS by_instance_id, ?::text AS reason,
                             ?::text AS reason_member, ?::text[] AS origin) i
            ), requeuing AS (
                SELECT tenant_id, task_id, receipt_id, now, NULL::timestamptz AS next_eligible_at, 0 AS failures,
                       1 AS lease_ends, 0 AS expiries, false AS held, NULL::text AS held_reason
                FROM ending
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'lease.revoked' AS type, by_kind AS from_kind,
                       by_id AS from_id, by_instance_id AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[accepted_receipt_id] AS parents,
                       '{"next_eligible_at":null,' || substr(reason_member, 2) AS body
                FROM ending
            ), audited AS (
                SELECT tenant_id, 'revokeLease' AS operation, by_kind AS actor_kind, by_id AS actor_id, task_id, lease_id,
                       receipt_id, worker_id AS subject, reason,
                       json_build_object('status', task_status(lease_id, started_at)) AS before,
                       '{"status":"queued"}' AS after
                FROM ending
            )
            """ + Ending.LEASES + Ending.REQUEUED + Emission.SQL + Audit.SQL + "SELECT task_id FROM ending";

    private static final String ENDED = "SELECT end_reason FROM ended_leases WHERE tenant_id = ? AND lease_id = ?";

    private final Database database;
    private final Settings settings;

    public RevokeLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Revokes the lease.
     *
     * @param reason at most 1,000 characters
     * @throws GateException NOT_FOUND, INVALID_STATE_TRANSITION when it has ended, INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public void run(UUID tenantId, Actor operator, UUID leaseId, @Nullable String reason) {
        Limits.optionalText("reason", reason, 1, 1000);
        boolean revoked = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(leaseId)
                .text(operator.principal().kind().wireName())
                .text(operator.principal().id())
                .text(operator.principal().instanceId())
                .text(reason)
                .text(Bodies.reason(reason).canonical())
                .texts(Trace.origin(settings))
                .text(operator.address())
                .first(row -> true)
                .isPresent());
        if (!revoked) {
            throw whyNot(tenantId, leaseId);
        }
    }

    private GateException whyNot(UUID tenantId, UUID leaseId) {
        return database.statement(session -> session.query(ENDED)
                        .id(tenantId)
                        .id(leaseId)
                        .first(row -> new GateException(
                                ErrorCode.INVALID_STATE_TRANSITION,
                                "Lease " + leaseId + " has ended already: " + row.text("end_reason") + ".")))
                .orElseGet(() ->
                        new GateException(ErrorCode.NOT_FOUND, "No lease of this tenant has the id " + leaseId + "."));
    }
}
