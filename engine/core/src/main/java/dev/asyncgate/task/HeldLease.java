package dev.asyncgate.task;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.UUID;

/**
 * The fence of every call of a lease's holder, as the beginning of its one statement.
 *
 * <p>The task is locked first and the lease after it, as everywhere; a lease that somebody else ended while this waited
 * fails the recheck of its row. The clock is read after both locks. The CTE {@code held} has one row when the caller
 * holds the lease and none otherwise; its {@code now} is never before the task's last change.
 */
public final class HeldLease {

    /** Parameters: tenant, task, lease, worker. */
    public static final String SQL = """
            WITH task AS MATERIALIZED (
                SELECT * FROM tasks WHERE tenant_id = ? AND task_id = ? FOR UPDATE
            ), lease AS MATERIALIZED (
                SELECT l.* FROM task t JOIN leases l ON l.tenant_id = t.tenant_id AND l.task_id = t.task_id
                WHERE l.lease_id = ? AND l.worker_id = ? AND l.ended_at IS NULL
                FOR UPDATE OF l
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM lease
            ), held AS MATERIALIZED (
                SELECT t.tenant_id, t.task_id, t.type, t.status, t.attempt, t.max_attempts, t.retry_backoff_seconds,
                       t.created_at, t.assigned_receipt_id, t.created_by_kind, t.created_by_id, t.started_at,
                       l.lease_id, l.accepted_receipt_id, l.worker_kind, l.worker_id, l.worker_instance_id,
                       l.acquired_at, l.expires_at, l.ttl_seconds, l.renewal_count,
                       greatest(clock.at, t.updated_at) AS now
                FROM task t, lease l, clock
                WHERE l.expires_at > clock.at AND t.status IN ('leased', 'running')
            )
            """;

    private HeldLease() {}

    /** The refusal of a caller who does not hold the lease; a task that does not exist is told first. */
    public static GateException refusal(UUID taskId, UUID leaseId, String workerId, boolean taskExists) {
        if (!taskExists) {
            return new GateException(ErrorCode.TASK_NOT_FOUND, "No task of this tenant has the id " + taskId + ".");
        }
        return new GateException(
                ErrorCode.LEASE_INVALID_OR_EXPIRED,
                "Worker " + workerId + " does not hold lease " + leaseId + " on task " + taskId
                        + " (any more): it ended, ran out, or belongs to another. Claim afresh.");
    }
}
