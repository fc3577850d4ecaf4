package dev.asyncgate.task;

/** How leases and tasks end, as parts of the one statement of whoever ends them. Each reads a CTE of the statement. */
public final class Ending {

    /**
     * Keeps the leases that have ended. Reads {@code ending}: the columns of {@code open_tasks} as they were, with
     * {@code now}, {@code end_reason} and {@code end_sha256}.
     */
    public static final String LEASES = """
            , ended AS (
                INSERT INTO ended_leases (
                    tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, ended_at, accepted_receipt_id,
                    ttl_seconds, renewal_count, end_reason, worker_kind, worker_id, worker_instance_id,
                    worker_capabilities, end_sha256)
                SELECT tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, now, accepted_receipt_id,
                       ttl_seconds, renewal_count, end_reason, worker_kind, worker_id, worker_instance_id,
                       worker_capabilities, end_sha256
                FROM ending WHERE lease_id IS NOT NULL
            )
            """;

    /**
     * Puts tasks back into the queue. Reads {@code requeuing}: {@code tenant_id, task_id, receipt_id} of what requeues
     * them, {@code now, next_eligible_at, failures, lease_ends, expiries} to add, and {@code held, held_reason}.
     */
    public static final String REQUEUED = """
            , requeued AS (
                UPDATE open_tasks o
                SET lease_id = NULL, accepted_receipt_id = NULL, acquired_at = NULL, expires_at = NULL, started_at = NULL,
                    renewal_count = NULL, ttl_seconds = NULL, worker_kind = NULL, worker_id = NULL,
                    worker_instance_id = NULL, worker_capabilities = NULL, updated_at = q.now,
                    next_eligible_at = q.next_eligible_at, waiting = coalesce(q.next_eligible_at > q.now, false),
                    requeued_by_receipt_id = q.receipt_id, attempt = o.attempt + q.failures,
                    lease_ends = o.lease_ends + q.lease_ends, expiries = o.expiries + q.expiries,
                    held = o.held OR q.held, held_reason = coalesce(q.held_reason, o.held_reason)
                FROM requeuing q WHERE o.tenant_id = q.tenant_id AND o.task_id = q.task_id
            )
            """;

    /**
     * Closes tasks with their outcomes and discharges their obligations. Reads {@code closing}: the columns of
     * {@code open_tasks} as they were, with {@code now, receipt_id} of the terminal receipt, {@code discharges, outcome,
     * failures} to add, {@code result, error, artifacts, delivery_proof} as text, and the task's
     * {@code assigned_receipt_id, created_by_kind, created_by_id}.
     *
     * <p>Rows are named by arrays, and an obligation by its place: a join, or the tenant as a condition that an index can
     * use, would read everything that its owner has open on tables that were not analysed lately.
     */
    public static final String CLOSED = """
            , closed AS (
                DELETE FROM open_tasks
                WHERE tenant_id = (SELECT tenant_id FROM closing LIMIT 1)
                  AND task_id = ANY (ARRAY (SELECT task_id FROM closing))
            ), outcome AS (
                INSERT INTO task_outcomes (
                    tenant_id, task_id, completed_at, started_at, lease_id, receipt_id, priority, attempt, located, outcome,
                    result, error, artifacts, delivery_proof)
                SELECT tenant_id, task_id, now, started_at, lease_id, receipt_id, priority, attempt + failures, discharges,
                       outcome, result::json, error::json, artifacts::json, delivery_proof::json
                FROM closing
            ), discharged AS (
                DELETE FROM open_obligations
                WHERE (tenant_id = (SELECT tenant_id FROM closing LIMIT 1)) IS TRUE AND ctid = ANY (ARRAY (
                    SELECT (SELECT o.ctid FROM open_obligations o
                            WHERE o.tenant_id = c.tenant_id AND o.principal_id = c.created_by_id
                              AND o.principal_kind = c.created_by_kind AND o.created_at = c.created_at
                              AND o.receipt_id = c.assigned_receipt_id)
                    FROM closing c WHERE c.discharges))
            )
            """;

    private Ending() {}
}
