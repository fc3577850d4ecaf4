package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/** Forgets signed calls whose window has ended, for they would be refused as stale: a part of the sweep. */
public final class ForgetSignedCalls {

    private static final String TENANTS =
            "SELECT tenant_id FROM " + TenantWalk.in("signed_calls", "ends_at <= gate_now()") + " tenant";

    private static final String SQL = """
            DELETE FROM signed_calls
            WHERE tenant_id = ? AND (key_id, base_sha256) IN (
                SELECT key_id, base_sha256 FROM signed_calls
                WHERE tenant_id = ? AND ends_at <= (SELECT gate_now())
                LIMIT 10000)
            """;

    private final Database database;

    public ForgetSignedCalls(Database database) {
        this.database = database;
    }

    /** The tenants that have any. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /** Forgets at most 10,000; the rest is for the next sweep. */
    public void run(UUID tenantId) {
        database.statement(
                session -> session.query(SQL).id(tenantId).id(tenantId).update());
    }
}
