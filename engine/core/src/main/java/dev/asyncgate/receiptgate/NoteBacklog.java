package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import dev.asyncgate.database.Trace;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;

/**
 * Writes the anomaly {@code receipt_backlog} for each tenant whose outbox holds more than {@link Backlog#ANOMALOUS} receipts:
 * once an hour, whoever says it, for the hour is all that the receipt's body says besides its kind. One round trip.
 */
final class NoteBacklog {

    private static final String SQL =
            """
            WITH emitted AS MATERIALIZED (
                SELECT tenant.tenant_id, new_id() AS receipt_id, clock.at AS now, NULL::uuid AS task_id,
                       NULL::uuid AS lease_id, 'system.anomaly' AS type, 'service' AS from_kind, 'svc:asyncgate' AS from_id,
                       NULL::text AS from_instance_id, 'service' AS to_kind, 'svc:asyncgate' AS to_id, ?::text[] AS origin,
                       '{}'::uuid[] AS parents,
                       '{"hour":"' || iso_instant(date_trunc('hour', clock.at)) || '","kind":"receipt_backlog"}' AS body
                FROM (SELECT gate_now() AS at) clock,
            """ + TenantWalk.in("outbox", "true") + """
                tenant
                WHERE (SELECT true FROM outbox o WHERE o.tenant_id = tenant.tenant_id OFFSET ? LIMIT 1)
            )
            """ + Emission.ONCE + "SELECT count(*) AS noted FROM written";

    private final Database database;
    private final Settings settings;

    NoteBacklog(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Notes it where it has not been noted in this hour.
     *
     * @return for how many tenants it was
     */
    int run() {
        return database.repeatable(session -> session.query(SQL)
                .texts(Trace.origin(settings))
                .integer(Backlog.ANOMALOUS)
                .one(row -> row.integer("noted")));
    }
}
