package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import java.util.List;
import java.util.UUID;

/** Notes how many tasks stand where, once a minute: a part of the sweep. Engines that sweep together note it once. */
public final class SampleTasks {

    private static final String THIS_MINUTE = "date_bin(interval '1 minute', gate_now(), timestamptz 'epoch')";

    private static final String TENANTS = "WITH clock AS MATERIALIZED (SELECT " + THIS_MINUTE
            + " AS minute) SELECT tenant_id FROM " + TenantWalk.in("open_tasks", "true") + """
             tenant
            WHERE NOT EXISTS (SELECT FROM open_over_time s
                              WHERE s.tenant_id = tenant.tenant_id AND s.at = (SELECT minute FROM clock))
            """;

    private static final String SAMPLE = """
            WITH past AS (
                DELETE FROM open_over_time WHERE tenant_id = ? AND at < gate_now() - interval '8 days'
            )
            INSERT INTO open_over_time (tenant_id, at, queued, leased, running)
            SELECT ?::uuid, %s, count(*) FILTER (WHERE lease_id IS NULL),
                   count(*) FILTER (WHERE lease_id IS NOT NULL AND started_at IS NULL), count(started_at)
            FROM open_tasks WHERE tenant_id = ?
            ON CONFLICT DO NOTHING
            """.formatted(THIS_MINUTE);

    private final Database database;

    public SampleTasks(Database database) {
        this.database = database;
    }

    /** The tenants with open tasks that were not looked at in this minute. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /** Looks at a tenant. */
    public void run(UUID tenantId) {
        database.statement(session -> session.query(SAMPLE)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .update());
    }
}
