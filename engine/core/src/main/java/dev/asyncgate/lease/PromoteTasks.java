package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/**
 * Moves tasks whose time has come from those that wait to those that are ready: a part of the sweep. Claims find them
 * either way; ready ones they find in their order, without sorting.
 */
public final class PromoteTasks {

    private static final String TENANTS =
            "SELECT tenant_id FROM " + TenantWalk.in("open_tasks", "waiting AND NOT held") + """
            tenant
            WHERE (SELECT o.next_eligible_at FROM open_tasks o
                   WHERE o.tenant_id = tenant.tenant_id AND o.waiting AND NOT o.held
                   ORDER BY o.next_eligible_at LIMIT 1) <= (SELECT gate_now())
            """;

    private static final String SQL = """
            UPDATE open_tasks SET waiting = false
            WHERE tenant_id = ? AND task_id = ANY (ARRAY (
                SELECT task_id FROM open_tasks
                WHERE tenant_id = ? AND waiting AND NOT held AND next_eligible_at <= (SELECT gate_now())
                ORDER BY next_eligible_at LIMIT 1000 FOR UPDATE SKIP LOCKED))
            """;

    /** How many tasks one call moves at most. */
    public static final int BATCH = 1000;

    private final Database database;

    public PromoteTasks(Database database) {
        this.database = database;
    }

    /** The tenants that have tasks whose time has come. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Moves one batch.
     *
     * @return how many; as many as {@link #BATCH} means that there may be more
     */
    public int run(UUID tenantId) {
        return database.statement(
                session -> session.query(SQL).id(tenantId).id(tenantId).update());
    }
}
