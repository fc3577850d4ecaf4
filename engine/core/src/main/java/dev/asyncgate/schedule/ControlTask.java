package dev.asyncgate.schedule;

import dev.asyncgate.database.Session;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.LostLease;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The task that asks for a change of a schedule, and the lease under which the scheduler makes it: without the lease it may
 * not, so that a scheduler which was taken for dead changes nothing any more.
 */
public record ControlTask(String workerId, UUID taskId, UUID leaseId) {

    private static final String LOCK = """
            WITH held AS MATERIALIZED (
                SELECT o.task_id, o.accepted_receipt_id, o.updated_at, o.expires_at FROM open_tasks o
                WHERE o.tenant_id = ? AND o.task_id = ? AND o.lease_id = ? AND o.worker_id = ? FOR UPDATE
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM (SELECT count(*) FROM held) locked
            )
            SELECT h.accepted_receipt_id, s.created_by_kind, s.created_by_id, greatest(clock.at, h.updated_at) AS now
            FROM held h JOIN submitted_tasks s ON s.tenant_id = ? AND s.task_id = h.task_id, clock
            WHERE h.expires_at > clock.at
            """;

    /**
     * Who asks, by what receipt the scheduler accepted it, and since when that is known.
     *
     * @param now the database's clock, not before that receipt
     */
    record Asked(Principal by, UUID acceptedReceiptId, Instant now) {}

    /** Locks the task; empty when the lease is not, or no longer, held. */
    Optional<Asked> lock(Session session, UUID tenantId) throws SQLException {
        return session.query(LOCK)
                .id(tenantId)
                .id(taskId)
                .id(leaseId)
                .text(workerId)
                .id(tenantId)
                .first(row -> new Asked(
                        Principal.of(PrincipalKind.parse(row.text("created_by_kind")), row.text("created_by_id")),
                        row.id("accepted_receipt_id"),
                        row.instant("now")));
    }

    LostLease.Call call(String operation, UUID tenantId) {
        return new LostLease.Call(operation, tenantId, workerId, taskId, leaseId);
    }
}
