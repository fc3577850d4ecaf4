package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.Emission;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.HeldLease;
import dev.asyncgate.task.LostLease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Buys a lease more time: the later of its expiry and now + extension, within the maximum TTL and its maximum lifetime.
 * One round trip; a second one without the lease.
 */
public final class RenewLease {

    private static final String SQL = HeldLease.SQL + """
            , limits AS (
                SELECT ?::bigint AS extension_seconds, ?::int AS max_ttl_seconds, ?::int AS max_renewals,
                       ?::int AS max_lifetime_seconds, ?::text[] AS origin
            ), asked AS MATERIALIZED (
                SELECT h.*, i.max_renewals, i.origin,
                       h.acquired_at + make_interval(secs => i.max_lifetime_seconds) AS last_instant,
                       greatest(h.expires_at, h.now + make_interval(secs => least(
                           coalesce(i.extension_seconds, h.ttl_seconds), i.max_ttl_seconds))) AS wanted
                FROM held h, limits i
            ), renewed AS (
                UPDATE open_tasks o
                SET expires_at = least(a.wanted, a.last_instant), renewal_count = o.renewal_count + 1
                FROM asked a
                WHERE o.tenant_id = a.tenant_id AND o.task_id = a.task_id
                  AND a.renewal_count < a.max_renewals AND a.expires_at < a.last_instant
                RETURNING o.tenant_id, o.lease_id, o.renewal_count, o.expires_at, a.now
            ), event AS (
                INSERT INTO lease_events (tenant_id, lease_id, number, at, expires_at)
                SELECT tenant_id, lease_id, renewal_count, now, expires_at FROM renewed
            ), emitted AS (
                SELECT tenant_id, receipt_id, now, task_id, lease_id, 'system.anomaly' AS type, 'service' AS from_kind,
                       'svc:asyncgate' AS from_id, NULL::text AS from_instance_id, created_by_kind AS to_kind,
                       created_by_id AS to_id, origin, ARRAY[accepted_receipt_id] AS parents,
                       '{"kind":"excessive_renewals"}' AS body
                FROM asked WHERE renewal_count >= max_renewals
            )
            """ + Emission.ONCE + """
            SELECT renewal_count >= max_renewals AS spent, (SELECT expires_at FROM renewed) AS expires_at FROM asked
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public RenewLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database, settings);
    }

    /**
     * Renews the lease.
     *
     * @param extension 10 s to 1800 s; null for the lease's own TTL
     * @return when it ends now
     * @throws GateException TASK_NOT_FOUND, LEASE_INVALID_OR_EXPIRED, LEASE_RENEWAL_LIMIT_EXCEEDED,
     *     LEASE_LIFETIME_EXCEEDED or DATABASE_UNAVAILABLE
     */
    public Instant run(UUID tenantId, String workerId, UUID taskId, UUID leaseId, @Nullable Duration extension) {
        Limits.optionalSeconds("extend_by_seconds", extension, 10, 1800);
        Settings.Leases limits = settings.leases();
        Answer answer = database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(taskId)
                        .id(leaseId)
                        .text(workerId)
                        .number(extension == null ? null : extension.toSeconds())
                        .integer(Math.toIntExact(limits.maxTtl().toSeconds()))
                        .integer(limits.maxRenewals())
                        .integer(Math.toIntExact(limits.maxLifetime().toSeconds()))
                        .texts(Trace.origin(settings))
                        .first(row -> new Answer(row.flag("spent"), row.instantOrNull("expires_at"))))
                .orElseThrow(() -> lostLease.refusal(new LostLease.Call("renew", tenantId, workerId, taskId, leaseId)));
        if (answer.expiresAt() == null) {
            throw limitReached(answer.spent());
        }
        return answer.expiresAt();
    }

    private record Answer(boolean spent, @Nullable Instant expiresAt) {}

    private GateException limitReached(boolean renewalsSpent) {
        String advice = " Release the lease and claim afresh.";
        if (renewalsSpent) {
            return new GateException(
                    ErrorCode.LEASE_RENEWAL_LIMIT_EXCEEDED,
                    "The lease was renewed " + settings.leases().maxRenewals() + " times, as often as allowed."
                            + advice);
        }
        return new GateException(
                ErrorCode.LEASE_LIFETIME_EXCEEDED,
                "The lease has reached its lifetime of "
                        + settings.leases().maxLifetime().toSeconds() + " s." + advice);
    }
}
