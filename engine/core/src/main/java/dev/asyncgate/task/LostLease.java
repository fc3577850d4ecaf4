package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a call finds that its caller does not hold the lease: either it repeats the call that ended the
 * lease, and is answered as that one was, or it is refused and the refusal is kept for the timeline.
 */
public final class LostLease {

    /** A call that spoke for a lease. */
    public record Call(String operation, UUID tenantId, String workerId, UUID taskId, UUID leaseId) {}

    private static final String WHY = """
            SELECT EXISTS (SELECT FROM submitted_tasks WHERE tenant_id = ? AND task_id = ?) AS task_exists,
                   EXISTS (SELECT FROM ended_leases
                           WHERE tenant_id = ? AND lease_id = ? AND task_id = ? AND worker_id = ? AND end_sha256 = ?
                   ) AS repeated
            """;

    /**
     * At most five for each lease, so that nobody can flood it; only for a lease that exists. The third is an anomaly.
     */
    private static final String KEEP_REFUSAL = """
            WITH lease AS MATERIALIZED (
                SELECT tenant_id, task_id, lease_id, accepted_receipt_id FROM open_tasks
                WHERE tenant_id = ? AND task_id = ? AND lease_id = ?
                UNION ALL
                SELECT tenant_id, task_id, lease_id, accepted_receipt_id FROM ended_leases
                WHERE tenant_id = ? AND lease_id = ?
            ), earlier AS MATERIALIZED (
                SELECT count(*) AS refusals FROM audit_events WHERE tenant_id = ? AND lease_id = ? AND kind = 'lease_refused'
            ), kept AS (
                INSERT INTO audit_events (
                    tenant_id, event_id, at, kind, operation, actor_kind, actor_id, task_id, lease_id, code)
                SELECT tenant_id, new_id(), gate_now(), 'lease_refused', ?, 'worker', ?, task_id, lease_id,
                       'LEASE_INVALID_OR_EXPIRED'
                FROM lease, earlier WHERE refusals < 5
            ), emitted AS (
                SELECT l.tenant_id, new_id() AS receipt_id, greatest(gate_now(), a.created_at) AS now, l.task_id, l.lease_id,
                       'system.anomaly' AS type, 'service' AS from_kind, 'svc:asyncgate' AS from_id,
                       NULL::text AS from_instance_id, s.created_by_kind AS to_kind, s.created_by_id AS to_id,
                       ?::text[] AS origin, ARRAY[l.accepted_receipt_id] AS parents,
                       '{"kind":"repeated_invalid_lease"}' AS body
                FROM lease l JOIN earlier ON refusals >= 2
                JOIN submitted_tasks s ON s.tenant_id = l.tenant_id AND s.task_id = l.task_id
                JOIN receipts a ON a.tenant_id = l.tenant_id AND a.receipt_id = l.accepted_receipt_id
            )
            """ + Emission.ONCE + "SELECT count(*) AS anomalies FROM written";

    private final Database database;
    private final Settings settings;

    public LostLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Returns when the call is the one that ended the lease, said again.
     *
     * @param digest of the operation and all that it carries, as kept when the lease ended; null for a call that ends none
     * @throws GateException TASK_NOT_FOUND, or LEASE_INVALID_OR_EXPIRED after the refusal was kept
     */
    public void requireRepeat(Call call, @Nullable String digest) {
        Why why = why(call, digest);
        if (why.repeated()) {
            return;
        }
        if (!why.taskExists()) {
            throw GetTask.notFound(call.taskId());
        }
        keepRefusal(call);
        throw new GateException(
                ErrorCode.LEASE_INVALID_OR_EXPIRED,
                "Worker " + call.workerId() + " does not hold lease " + call.leaseId() + " on task " + call.taskId()
                        + " (any more): it ended, ran out, or belongs to another. Claim afresh.");
    }

    /**
     * Refuses a call that cannot be a repeat.
     *
     * @return to be thrown: TASK_NOT_FOUND, or LEASE_INVALID_OR_EXPIRED after the refusal was kept
     */
    public GateException refusal(Call call) {
        try {
            requireRepeat(call, null);
            throw new IllegalStateException("a call without a digest cannot be a repeat");
        } catch (GateException e) {
            return e;
        }
    }

    private record Why(boolean taskExists, boolean repeated) {}

    private Why why(Call call, @Nullable String digest) {
        return database.statement(session -> session.query(WHY)
                .id(call.tenantId())
                .id(call.taskId())
                .id(call.tenantId())
                .id(call.leaseId())
                .id(call.taskId())
                .text(call.workerId())
                .digest(digest)
                .one(row -> new Why(row.flag("task_exists"), row.flag("repeated"))));
    }

    private void keepRefusal(Call call) {
        database.statement(session -> session.query(KEEP_REFUSAL)
                .id(call.tenantId())
                .id(call.taskId())
                .id(call.leaseId())
                .id(call.tenantId())
                .id(call.leaseId())
                .id(call.tenantId())
                .id(call.leaseId())
                .text(call.operation())
                .text(call.workerId())
                .texts(Trace.origin(settings))
                .one(row -> row.number("anomalies")));
    }
}
