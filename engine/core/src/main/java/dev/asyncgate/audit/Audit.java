package dev.asyncgate.audit;

/**
 * The audit event of an operator's act, as a part of its one statement: whoever uses it states a CTE {@code audited} with
 * the columns {@code tenant_id, operation, actor_kind, actor_id, task_id, lease_id, receipt_id, subject, reason, before,
 * after}, the last two as JSON text; each row becomes an event.
 */
public final class Audit {

    /** Reads {@code audited}. */
    public static final String SQL = """
            , noted AS (
                INSERT INTO audit_events (
                    tenant_id, event_id, at, kind, operation, actor_kind, actor_id, task_id, lease_id, receipt_id, subject,
                    reason, before, after)
                SELECT tenant_id, new_id(), gate_now(), 'operator', operation, actor_kind, actor_id, task_id, lease_id,
                       receipt_id, subject, reason, before::json, after::json
                FROM audited
            )
            """;

    private Audit() {}
}
