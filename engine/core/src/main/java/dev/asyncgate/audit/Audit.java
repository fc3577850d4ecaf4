package dev.asyncgate.audit;

/**
 * The audit event of an operator's act, as a part of its one statement: whoever uses it states a CTE {@code audited} with
 * the columns {@code tenant_id, operation, actor_kind, actor_id, task_id, lease_id, receipt_id, subject, reason, before,
 * after}, the last two as JSON text; each row becomes an event. It has one parameter, which comes after those of what is
 * before it: the address of the actor.
 */
public final class Audit {

    private static final String NOTED = """
            , noted AS (
                INSERT INTO audit_events (
                    tenant_id, event_id, at, kind, operation, actor_kind, actor_id, task_id, lease_id, receipt_id, subject,
                    reason, before, after, address)
                SELECT tenant_id, new_id(), gate_now(), '%s', operation, actor_kind, actor_id, task_id, lease_id,
                       receipt_id, subject, reason, before::json, after::json, ?::text
                FROM audited
            )
            """;

    /** Reads {@code audited}. */
    public static final String SQL = NOTED.formatted("operator");

    /** The same for what is done to keys and their limits. */
    public static final String OF_KEYS = NOTED.formatted("key");

    private Audit() {}
}
