package dev.asyncgate.task;

/**
 * The fence of every call of a lease's holder, as the beginning of its one statement.
 *
 * <p>The live lease is part of the task's open row, so locking that row for this lease and this worker is all: whoever
 * waited for somebody who ended the lease finds that the row no longer matches. The clock is read after the lock. The CTE
 * {@code held} has one row when the caller holds the lease and none otherwise; its {@code now} is never before the task's
 * last change.
 */
public final class HeldLease {

    /** Parameters: tenant, task, lease, worker. */
    public static final String SQL = """
            WITH open AS MATERIALIZED (
                SELECT * FROM open_tasks WHERE tenant_id = ? AND task_id = ? AND lease_id = ? AND worker_id = ? FOR UPDATE
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM open
            ), held AS MATERIALIZED (
                SELECT o.*, s.assigned_receipt_id, s.created_by_kind, s.created_by_id, s.max_attempts,
                       s.retry_backoff_seconds, greatest(clock.at, o.updated_at) AS now, new_id() AS receipt_id
                FROM open o JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id, clock
                WHERE o.expires_at > clock.at
            )
            """;

    private HeldLease() {}
}
