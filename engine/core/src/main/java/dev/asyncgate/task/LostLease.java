package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import java.util.UUID;

/**
 * What follows when a call finds that its caller does not hold the lease: either it repeats the call that ended the
 * lease, and is answered as that one was, or it is refused and the refusal is kept for the timeline.
 */
public final class LostLease {

    /** A call that spoke for a lease. */
    public record Call(String operation, UUID tenantId, String workerId, UUID taskId, UUID leaseId) {}

    private static final String REPEAT = """
            SELECT FROM leases
            WHERE tenant_id = ? AND lease_id = ? AND task_id = ? AND worker_id = ? AND end_sha256 = ?
            """;

    /** At most five for each lease, so that nobody can flood it; only for a lease that exists. */
    private static final String KEEP_REFUSAL = """
            INSERT INTO audit_events (tenant_id, event_id, at, kind, operation, lease_id, task_id, actor, code)
            SELECT l.tenant_id, new_id(), gate_now(), 'lease_refused', ?, l.lease_id, l.task_id, ?,
                   'LEASE_INVALID_OR_EXPIRED'
            FROM leases l
            WHERE l.tenant_id = ? AND l.lease_id = ?
              AND (SELECT count(*) FROM audit_events a WHERE a.tenant_id = l.tenant_id AND a.lease_id = l.lease_id) < 5
            """;

    private final Database database;

    public LostLease(Database database) {
        this.database = database;
    }

    /**
     * Whether the call is the one that ended the lease, said again.
     *
     * @param digest of the operation and all that it carries, as kept when the lease ended
     */
    public boolean isRepeat(Call call, byte[] digest) {
        return database.statement(session -> session.query(REPEAT)
                .id(call.tenantId())
                .id(call.leaseId())
                .id(call.taskId())
                .text(call.workerId())
                .bytes(digest)
                .first(row -> true)
                .isPresent());
    }

    /** Keeps the refusal and returns it, to be thrown. */
    public GateException refused(Call call, boolean taskExists) {
        if (taskExists) {
            database.statement(session -> session.query(KEEP_REFUSAL)
                    .text(call.operation())
                    .text("worker:" + call.workerId())
                    .id(call.tenantId())
                    .id(call.leaseId())
                    .update());
        }
        return HeldLease.refusal(call.taskId(), call.leaseId(), call.workerId(), taskExists);
    }
}
