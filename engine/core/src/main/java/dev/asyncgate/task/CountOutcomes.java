package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/**
 * Counts outcomes along the ledger, so that {@link CountTasks} need not count them all: a part of the sweep. It reads only
 * below the horizon, so nothing is counted twice or missed.
 */
public final class CountOutcomes {

    /** Tenants with some thousand receipts that were not counted yet: fewer cost nothing to count when asked. */
    private static final String TENANTS = "SELECT tenant_id FROM " + TenantWalk.in("receipts", "true") + """
            tenant
            WHERE EXISTS (
                SELECT FROM receipts r
                WHERE r.tenant_id = tenant.tenant_id AND r.position < ledger_horizon()
                  AND r.position >= coalesce((SELECT u.position FROM counted_until u WHERE u.tenant_id = tenant.tenant_id), 0)
                ORDER BY r.position OFFSET 5000 LIMIT 1)
            """;

    private static final String LOCK = """
            INSERT INTO counted_until (tenant_id, position) VALUES (?, 0) ON CONFLICT DO NOTHING
            """;

    private static final String POSITION = "SELECT position FROM counted_until WHERE tenant_id = ? FOR UPDATE";

    /** A whole transaction's receipts have one position; the last of a full page may go on, so it waits for the next. */
    private static final String COUNT = """
            WITH page AS MATERIALIZED (
                SELECT r.position, r.type FROM receipts r
                WHERE r.tenant_id = ? AND r.position >= ? AND r.position < ledger_horizon()
                ORDER BY r.position, r.receipt_id LIMIT 20000
            ), until AS MATERIALIZED (
                SELECT max(position) + CASE WHEN count(*) < 20000 THEN 1 ELSE 0 END AS position FROM page
            ), moved AS (
                UPDATE counted_until u SET position = n.position FROM until n WHERE u.tenant_id = ? AND n.position > u.position
            ), added AS (
                INSERT INTO outcome_totals (tenant_id, outcome, total)
                SELECT ?::uuid, CASE type WHEN 'task.completed' THEN 'succeeded' WHEN 'task.failed' THEN 'failed'
                                          ELSE 'canceled' END, count(*)
                FROM page
                WHERE type IN ('task.completed', 'task.failed', 'task.canceled')
                  AND position < (SELECT position FROM until)
                GROUP BY type
                ON CONFLICT (tenant_id, outcome) DO UPDATE SET total = outcome_totals.total + excluded.total
            )
            SELECT count(*) = 20000 AS more FROM page
            """;

    private final Database database;

    public CountOutcomes(Database database) {
        this.database = database;
    }

    /** The tenants for which it is worth while. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Counts a page of a tenant's receipts. Engines that count at the same time take turns.
     *
     * @return whether there is more
     */
    public boolean run(UUID tenantId) {
        return database.transaction(session -> {
            session.query(LOCK).id(tenantId).update();
            long position = session.query(POSITION).id(tenantId).one(row -> row.number("position"));
            return session.query(COUNT)
                    .id(tenantId)
                    .number(position)
                    .id(tenantId)
                    .id(tenantId)
                    .one(row -> row.flag("more"));
        });
    }
}
