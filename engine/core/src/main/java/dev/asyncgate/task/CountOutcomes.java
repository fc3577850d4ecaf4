package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/**
 * Counts outcomes along the ledger, so that {@link CountTasks} and the overview need not count them all: a part of the
 * sweep. It reads only below the horizon, so nothing is counted twice or missed.
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

    /** A transaction's receipts have one position, however many there are: a page ends where one of them does. */
    private static final String COUNT = """
            WITH page AS MATERIALIZED (
                SELECT r.position, r.type, r.task_id, r.created_at FROM receipts r
                WHERE r.tenant_id = ? AND r.position >= ? AND r.position < ledger_horizon()
                ORDER BY r.position FETCH FIRST 20000 ROWS WITH TIES
            ), until AS MATERIALIZED (
                SELECT max(position) + 1 AS position FROM page
            ), moved AS (
                UPDATE counted_until u SET position = n.position FROM until n WHERE u.tenant_id = ? AND n.position > u.position
            ), ended AS MATERIALIZED (
                SELECT CASE type WHEN 'task.completed' THEN 'succeeded' WHEN 'task.failed' THEN 'failed'
                                 ELSE 'canceled' END AS outcome, created_at AS at, task_id
                FROM page
                WHERE type IN ('task.completed', 'task.failed', 'task.canceled')
            ), added AS (
                INSERT INTO outcome_totals (tenant_id, outcome, total)
                SELECT ?::uuid, outcome, count(*) FROM ended GROUP BY outcome
                ON CONFLICT (tenant_id, outcome) DO UPDATE SET total = outcome_totals.total + excluded.total
            ), over_time AS (
                INSERT INTO ended_over_time (tenant_id, span_seconds, at, type, outcome, took, n)
                SELECT ?::uuid, span, date_bin(make_interval(secs => span), ended.at, timestamptz 'epoch'), s.type,
                       ended.outcome, duration_class(ended.at - s.created_at), count(*)
                FROM ended CROSS JOIN LATERAL (
                    SELECT t.type, t.created_at FROM submitted_tasks t
                    WHERE t.tenant_id = ? AND t.task_id = ended.task_id) s
                CROSS JOIN (VALUES (60, interval '26 hours'), (3600, interval '8 days')) AS kept (span, long)
                WHERE ended.at > gate_now() - kept.long
                GROUP BY 2, 3, 4, 5, 6
                ON CONFLICT (tenant_id, span_seconds, at, type, outcome, took)
                    DO UPDATE SET n = ended_over_time.n + excluded.n
            ), past AS (
                DELETE FROM ended_over_time
                WHERE tenant_id = ? AND (span_seconds = 60 AND at < gate_now() - interval '26 hours'
                                         OR span_seconds = 3600 AND at < gate_now() - interval '8 days')
            )
            SELECT count(*) >= 20000 AS more FROM page
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
                    .id(tenantId)
                    .id(tenantId)
                    .id(tenantId)
                    .one(row -> row.flag("more"));
        });
    }
}
