package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TenantWalk;
import dev.asyncgate.database.Trace;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Ending;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends leases of a tenant that ran out and puts their tasks back into the queue, one bounded batch a call.
 *
 * <p>Rows are locked in ascending task id, locked ones skipped, so any number of engines may sweep one database; the expiry
 * is checked again under the lock, for a renewal may have come in between. A task that keeps losing its workers is held
 * once that is configured.
 */
public final class ExpireLeases {

    private static final String SQL =
            """
            WITH stale AS MATERIALIZED (
                SELECT task_id FROM open_tasks
                WHERE tenant_id = ? AND lease_id IS NOT NULL AND expires_at <= (SELECT gate_now())
                ORDER BY expires_at LIMIT 500
            ), open AS MATERIALIZED (
                SELECT o.* FROM open_tasks o
                WHERE o.tenant_id = ? AND o.task_id = ANY (ARRAY (SELECT task_id FROM stale))
                  AND o.lease_id IS NOT NULL AND o.expires_at <= (SELECT gate_now())
                ORDER BY o.task_id FOR UPDATE OF o SKIP LOCKED
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM (SELECT count(*) FROM open) locked
            ), ending AS MATERIALIZED (
                SELECT o.*, s.created_by_kind, s.created_by_id, new_id() AS receipt_id, 'expired' AS end_reason,
                       NULL::bytea AS end_sha256, greatest(clock.at, o.updated_at) AS now,
                       greatest(clock.at, o.updated_at) + make_interval(secs => random() * 5) AS retry_at,
                       i.max_lease_ends > 0 AND o.lease_ends + 1 > i.max_lease_ends AS holds, i.*
                FROM open o JOIN submitted_tasks s ON s.tenant_id = o.tenant_id AND s.task_id = o.task_id, clock,
                     (SELECT ?::int AS max_lease_ends, ?::text[] AS origin, ?::text AS target_kind, ?::text AS target_id,
                             ?::int AS target_class) i
            ), requeuing AS (
                SELECT tenant_id, task_id, receipt_id, now, retry_at AS next_eligible_at, 0 AS failures, 1 AS lease_ends,
                       1 AS expiries, holds AS held,
                       CASE WHEN holds THEN 'lost its workers ' || lease_ends + 1 || ' times' END AS held_reason
                FROM ending
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'lease.expired' AS type, 'service' AS from_kind,
                       'svc:asyncgate' AS from_id, NULL::text AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[accepted_receipt_id] AS parents,
                       '{"next_eligible_at":"' || iso_instant(retry_at) || '","reason":"expired"}' AS body
                FROM ending
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, 'task.escalated', 'service', 'svc:asyncgate', NULL,
                       target_kind, target_id, origin, ARRAY[receipt_id], '{"class":' || target_class || ',"reason":"lease_expired"}'
                FROM ending WHERE target_id IS NOT NULL
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, 'system.anomaly', 'service', 'svc:asyncgate', NULL,
                       created_by_kind, created_by_id, origin, ARRAY[receipt_id],
                       '{"expiries":' || expiries + 1 || ',"kind":"repeated_lease_expiry"}'
                FROM ending WHERE expiries = 3
                UNION ALL
                SELECT tenant_id, new_id(), now, task_id, lease_id, 'system.anomaly', 'service', 'svc:asyncgate', NULL,
                       created_by_kind, created_by_id, origin, ARRAY[receipt_id],
                       '{"kind":"task_held","lease_ends":' || lease_ends + 1 || '}'
                FROM ending WHERE holds AND NOT held
            )
            """ + Ending.LEASES + Ending.REQUEUED + Emission.SQL + "SELECT count(*) AS ended FROM ending";

    /** Which tenants have something to sweep. */
    private static final String TENANTS =
            "SELECT tenant_id FROM " + TenantWalk.in("open_tasks", "lease_id IS NOT NULL") + """
            tenant
            WHERE (SELECT o.expires_at FROM open_tasks o WHERE o.tenant_id = tenant.tenant_id AND o.lease_id IS NOT NULL
                   ORDER BY o.expires_at LIMIT 1) <= (SELECT gate_now())
            """;

    /** How many leases one call ends at most. */
    public static final int BATCH = 500;

    private final Database database;
    private final Settings settings;

    public ExpireLeases(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The tenants that have leases which ran out. */
    public List<UUID> tenants() {
        return database.statement(session -> session.query(TENANTS).list(row -> row.id("tenant_id")));
    }

    /**
     * Sweeps one batch.
     *
     * @return how many leases were ended; as many as {@link #BATCH} means that there may be more
     */
    public int run(UUID tenantId) {
        Optional<Principal> target = escalationTarget();
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(tenantId)
                .integer(settings.leases().maxEndsWithoutOutcome())
                .texts(Trace.origin(settings))
                .text(target.map(principal -> principal.kind().wireName()).orElse(null))
                .text(target.map(Principal::id).orElse(null))
                .integer(settings.escalation().leaseExpiryClass())
                .one(row -> row.integer("ended")));
    }

    /** The first target of the class that is configured for leases which run out. */
    private Optional<Principal> escalationTarget() {
        Settings.Escalation escalation = settings.escalation();
        return escalation.targets().stream()
                .filter(target -> escalation.enabled() && target.targetClass() == escalation.leaseExpiryClass())
                .map(Settings.EscalationTarget::principal)
                .findFirst();
    }
}
