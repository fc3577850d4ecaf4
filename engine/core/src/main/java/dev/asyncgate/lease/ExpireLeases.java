package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.settings.Settings;
import java.util.List;
import java.util.UUID;

/**
 * Ends leases that ran out and puts their tasks back into the queue, one bounded batch a call, over all tenants.
 *
 * <p>Tasks are locked first, in ascending id, locked ones skipped, so any number of engines may sweep one database; the
 * expiry is checked again under the lock, for a renewal may have come in between.
 */
public final class ExpireLeases {

    private static final String SQL = """
            WITH stale AS MATERIALIZED (
                SELECT tenant_id, lease_id, task_id FROM leases
                WHERE ended_at IS NULL AND expires_at <= (SELECT gate_now()) AND (?::uuid IS NULL OR tenant_id = ?::uuid)
                ORDER BY expires_at LIMIT ?
            ), task AS MATERIALIZED (
                SELECT t.* FROM tasks t JOIN stale s ON s.tenant_id = t.tenant_id AND s.task_id = t.task_id
                WHERE t.status IN ('leased', 'running')
                ORDER BY t.task_id FOR UPDATE OF t SKIP LOCKED
            ), lease AS MATERIALIZED (
                SELECT l.* FROM task t
                JOIN stale s ON s.tenant_id = t.tenant_id AND s.task_id = t.task_id
                JOIN leases l ON l.tenant_id = s.tenant_id AND l.lease_id = s.lease_id
                WHERE l.ended_at IS NULL FOR UPDATE OF l SKIP LOCKED
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM (SELECT count(*) FROM lease) locked
            ), timed AS MATERIALIZED (
                SELECT t.tenant_id, t.task_id, t.created_by_kind, t.created_by_id, l.lease_id, l.accepted_receipt_id,
                       greatest(clock.at, t.updated_at) AS now, new_id() AS receipt_id,
                       greatest(clock.at, t.updated_at) + make_interval(secs => random() * 5) AS retry_at
                FROM task t JOIN lease l ON l.tenant_id = t.tenant_id AND l.task_id = t.task_id, clock
                WHERE l.expires_at <= clock.at
            ), expired AS MATERIALIZED (
                SELECT x.*, ? AS instance,
                       '{"next_eligible_at":"' || iso_instant(retry_at) || '","reason":"expired"}' AS body
                FROM timed x
            ), updated AS (
                UPDATE tasks t SET status = 'queued', updated_at = x.now, next_eligible_at = x.retry_at,
                       requeued_by_receipt_id = x.receipt_id
                FROM expired x WHERE t.tenant_id = x.tenant_id AND t.task_id = x.task_id
            ), ended AS (
                UPDATE leases l SET ended_at = x.now, end_reason = 'expired'
                FROM expired x WHERE l.tenant_id = x.tenant_id AND l.lease_id = x.lease_id
            ), receipt AS (
                INSERT INTO receipts (
                    tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind, to_id,
                    asyncgate_instance, parents, body, hash)
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'lease.expired', 'service', 'svc:asyncgate',
                       created_by_kind, created_by_id, instance, ARRAY[accepted_receipt_id], body::json,
                       receipt_hash('lease.expired', 'service', 'svc:asyncgate', created_by_kind, created_by_id,
                                    task_id, lease_id, NULL, ARRAY[accepted_receipt_id], body)
                FROM expired
            )
            SELECT tenant_id FROM expired
            """;

    private final Database database;
    private final Settings settings;

    public ExpireLeases(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Sweeps one batch.
     *
     * @param tenantId null for all tenants
     * @param limit how many leases at most
     * @return the tenant of each lease that was ended; as many as the limit means that there may be more
     */
    public List<UUID> run(@org.jspecify.annotations.Nullable UUID tenantId, int limit) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(tenantId)
                .integer(limit)
                .text(settings.instanceId())
                .list(row -> row.id("tenant_id")));
    }
}
