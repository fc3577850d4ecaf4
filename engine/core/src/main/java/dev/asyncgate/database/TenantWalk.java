package dev.asyncgate.database;

/** Finds the tenants in a table whose index leads with them: one step through the index for each, whatever it holds. */
public final class TenantWalk {

    private TenantWalk() {}

    /**
     * A query in parentheses, of one column: {@code tenant_id}.
     *
     * @param condition on the rows, as an index of the table has it; {@code true} for all
     */
    public static String in(String table, String condition) {
        return """
                (WITH RECURSIVE step (tenant_id) AS (
                    (SELECT tenant_id FROM %1$s WHERE %2$s ORDER BY tenant_id LIMIT 1)
                    UNION ALL
                    SELECT (SELECT n.tenant_id FROM %1$s n WHERE %2$s AND n.tenant_id > step.tenant_id
                            ORDER BY n.tenant_id LIMIT 1)
                    FROM step WHERE step.tenant_id IS NOT NULL
                )
                SELECT tenant_id FROM step WHERE tenant_id IS NOT NULL)
                """.formatted(table, condition);
    }
}
