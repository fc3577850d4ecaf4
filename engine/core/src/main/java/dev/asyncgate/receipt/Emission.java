package dev.asyncgate.receipt;

/**
 * The receipts of a change, as a part of its one statement: whoever uses it states a CTE {@code emitted} with the columns
 * {@code tenant_id, receipt_id, now, task_id, lease_id, type, from_kind, from_id, from_instance_id, to_kind, to_id,
 * origin, parents, body}; each row becomes a receipt. The origin is the instance and the trace, see {@link
 * dev.asyncgate.database.Trace#origin}. The hash is taken here where only the statement knows the ids.
 */
public final class Emission {

    private static final String INSERT = """
            INSERT INTO receipts (
                tenant_id, receipt_id, created_at, task_id, lease_id, schedule_id, type, from_kind, from_id,
                from_instance_id, to_kind, to_id, asyncgate_instance, trace_id, parents, body,
                hash)
            SELECT tenant_id, receipt_id, now, task_id, lease_id, %1$s, type, from_kind, from_id,
                   from_instance_id, to_kind, to_id, origin[1], origin[2], parents, body::json,
                   %2$s
            FROM emitted
            """;

    private static final String HASH =
            "receipt_hash(type, from_kind, from_id, to_kind, to_id, task_id, lease_id, %s, parents, body)";

    private static final String OF_TASK = INSERT.formatted("NULL::uuid", HASH.formatted("NULL::uuid"));

    /** For events that cannot happen twice, because the change that they belong to cannot. */
    public static final String SQL = ", written AS (" + OF_TASK + ")\n";

    /**
     * As {@link #SQL}, for what is known whole before the statement: {@code emitted} has the column {@code hash} besides,
     * of {@link ReceiptHash}.
     */
    public static final String HASHED = ", written AS (" + INSERT.formatted("NULL::uuid", "hash") + ")\n";

    /** For events that may be said again: a repeated one meets its first and writes nothing. */
    public static final String ONCE =
            ", written AS (" + OF_TASK + "ON CONFLICT (tenant_id, task_id, hash) DO NOTHING RETURNING receipt_id)\n";

    /** As {@link #SQL}, for what concerns a schedule: {@code emitted} has the column {@code schedule_id} besides. */
    public static final String OF_SCHEDULE = ", written AS (" + INSERT.formatted("schedule_id", HASH.formatted("schedule_id")) + ")\n";

    private Emission() {}
}
