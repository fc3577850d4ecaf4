package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/** Forgets windows of calls that are over: a part of the sweep, which keeps their table small whoever calls. */
public final class DropWindows {

    private static final String TENANTS = "SELECT tenant_id FROM " + TenantWalk.in("rate_limit_buckets", "true") + """
            tenant
            WHERE EXISTS (SELECT FROM rate_limit_buckets b
                          WHERE b.tenant_id = tenant.tenant_id AND b.ends_at <= (SELECT gate_now()))
            """;

    private static final String SQL = """
            DELETE FROM rate_limit_buckets
            WHERE tenant_id = ? AND bucket = ANY (ARRAY (
                SELECT bucket FROM rate_limit_buckets
                WHERE tenant_id = ? AND ends_at <= (SELECT gate_now())
                LIMIT 10000 FOR UPDATE SKIP LOCKED))
            """;

    private final Database database;

    public DropWindows(Database database) {
        this.database = database;
    }

    /** The tenants that have windows that are over. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Forgets at most 10,000 of them; the rest is for the next sweep.
     *
     * @return how many
     */
    public int run(UUID tenantId) {
        return database.statement(
                session -> session.query(SQL).id(tenantId).id(tenantId).update());
    }
}
