package dev.asyncgate.schedule;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import dev.asyncgate.database.Trace;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import java.util.List;
import java.util.UUID;

/**
 * Says of schedules that nobody fires, two intervals after their next run was due, that they are stale: the anomaly
 * {@code stale_schedule}, to the engine, once an hour for each. This belongs to the sweep, for it is when no scheduler runs
 * that somebody has to notice. One round trip.
 */
public final class NoteStaleSchedules {

    /** How many schedules one call notes at most. */
    public static final int BATCH = 500;

    private static final String SQL = """
            WITH stale AS MATERIALIZED (
                SELECT * FROM (
                    SELECT tenant_id, schedule_id, created_at, next_run_at, stale_at, stale_noted_at, gate_now() AS at
                    FROM schedules WHERE tenant_id = ? AND state = 'active' AND stale_at <= (SELECT gate_now())) s
                WHERE stale_noted_at IS NULL OR stale_noted_at < date_trunc('hour', at)
                ORDER BY stale_at LIMIT 500
            ), noting AS MATERIALIZED (
                UPDATE schedules s SET stale_noted_at = date_trunc('hour', f.at) FROM stale f
                WHERE s.tenant_id = f.tenant_id AND s.schedule_id = f.schedule_id AND s.state = 'active'
                  AND s.stale_at = f.stale_at AND s.stale_noted_at IS NOT DISTINCT FROM f.stale_noted_at
                RETURNING s.tenant_id, s.schedule_id, s.next_run_at, s.stale_noted_at AS hour, f.at AS now
            ), emitted AS (
                SELECT tenant_id, new_id() AS receipt_id, now, NULL::uuid AS task_id, NULL::uuid AS lease_id, schedule_id,
                       'system.anomaly' AS type, 'service' AS from_kind, 'svc:asyncgate' AS from_id,
                       NULL::text AS from_instance_id, 'service' AS to_kind, 'svc:asyncgate' AS to_id, ?::text[] AS origin,
                       '{}'::uuid[] AS parents,
                       '{"hour":"' || iso_instant(hour) || '","kind":"stale_schedule","next_run_at":"'
                           || iso_instant(next_run_at) || '"}' AS body
                FROM noting
            )
            """ + Emission.OF_SCHEDULE + "SELECT count(*) AS noted FROM noting";

    private static final String TENANTS =
            "SELECT tenant_id FROM " + TenantWalk.in("schedules", "state = 'active'") + """
            tenant
            WHERE (SELECT s.stale_at FROM schedules s WHERE s.tenant_id = tenant.tenant_id AND s.state = 'active'
                   ORDER BY s.stale_at LIMIT 1) <= (SELECT gate_now())
            """;

    private final Database database;
    private final Settings settings;

    public NoteStaleSchedules(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The tenants that have stale schedules. */
    public List<UUID> tenants() {
        return database.repeatable(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Notes one batch.
     *
     * @return how many anomalies were emitted; as many as {@link #BATCH} means that there may be more
     */
    public int run(UUID tenantId) {
        return database.statement(session ->
                session.query(SQL).id(tenantId).texts(Trace.origin(settings)).one(row -> row.integer("noted")));
    }
}
