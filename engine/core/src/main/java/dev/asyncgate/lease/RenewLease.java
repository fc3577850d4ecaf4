package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.LostLease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Buys a lease more time: the later of its expiry and now + extension, within the maximum TTL and its maximum lifetime.
 * One round trip. Only the lease is locked, for its task does not change.
 */
public final class RenewLease {

    private static final String SQL = """
            WITH lease AS MATERIALIZED (
                SELECT * FROM leases
                WHERE tenant_id = ? AND lease_id = ? AND task_id = ? AND worker_id = ? AND ended_at IS NULL
                FOR UPDATE
            ), limits AS (
                SELECT ?::bigint AS extension_seconds, ?::int AS max_ttl_seconds, ?::int AS max_renewals,
                       ?::int AS max_lifetime_seconds
            ), clock AS MATERIALIZED (
                SELECT gate_now() AS at FROM lease
            ), held AS MATERIALIZED (
                SELECT l.*, clock.at AS now, i.*,
                       least(
                           greatest(l.expires_at, clock.at + make_interval(secs => least(
                               coalesce(i.extension_seconds, l.ttl_seconds), i.max_ttl_seconds))),
                           l.acquired_at + make_interval(secs => i.max_lifetime_seconds)) AS wanted
                FROM lease l, clock, limits i WHERE l.expires_at > clock.at
            ), renewed AS (
                UPDATE leases l SET expires_at = h.wanted, renewal_count = l.renewal_count + 1
                FROM held h
                WHERE l.tenant_id = h.tenant_id AND l.lease_id = h.lease_id
                  AND h.renewal_count < h.max_renewals
                  AND h.expires_at < h.acquired_at + make_interval(secs => h.max_lifetime_seconds)
                RETURNING l.tenant_id, l.lease_id, l.renewal_count, l.expires_at, h.now
            ), event AS (
                INSERT INTO lease_events (tenant_id, lease_id, number, at, expires_at)
                SELECT tenant_id, lease_id, renewal_count, now, expires_at FROM renewed
            )
            SELECT EXISTS (SELECT FROM tasks WHERE tenant_id = ? AND task_id = ?) AS found,
                   EXISTS (SELECT FROM held) AS held,
                   coalesce((SELECT renewal_count >= max_renewals FROM held), false) AS spent,
                   (SELECT expires_at FROM renewed) AS expires_at
            """;

    private final Database database;
    private final Settings settings;
    private final LostLease lostLease;

    public RenewLease(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.lostLease = new LostLease(database);
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
                .id(leaseId)
                .id(taskId)
                .text(workerId)
                .number(extension == null ? null : extension.toSeconds())
                .integer(Math.toIntExact(limits.maxTtl().toSeconds()))
                .integer(limits.maxRenewals())
                .integer(Math.toIntExact(limits.maxLifetime().toSeconds()))
                .id(tenantId)
                .id(taskId)
                .one(row -> new Answer(
                        row.flag("found"), row.flag("held"), row.flag("spent"), row.instantOrNull("expires_at"))));
        if (!answer.held()) {
            throw lostLease.refused(new LostLease.Call("renew", tenantId, workerId, taskId, leaseId), answer.found());
        }
        if (answer.expiresAt() == null) {
            throw limitReached(answer.spent());
        }
        return answer.expiresAt();
    }

    private record Answer(
            boolean found,
            boolean held,
            boolean spent,
            @Nullable Instant expiresAt) {}

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
