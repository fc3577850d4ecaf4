package dev.asyncgate.history;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The leases that were live at an instant, the newest first, by pages. One round trip a page. */
public final class LeasesAsOf {

    /** Most leases of one page. */
    public static final int MOST = 1000;

    /**
     * Some leases.
     *
     * @param next where to go on; null when these are the last
     */
    public record Page(List<LeaseThen> leases, @Nullable String next) {
        public Page {
            leases = List.copyOf(leases);
        }
    }

    /**
     * Nearly all leases are short, and looked for among those acquired in the stretch before; the few that lived longer have
     * an index of their own, so none is missed. Parameters: tenant, instant; tenant, instant thrice; tenant, instant twice.
     */
    static final String LIVE = """
            live AS NOT MATERIALIZED (
                SELECT tenant_id, lease_id, task_id, worker_id, acquired_at, started_at, ttl_seconds FROM open_tasks
                WHERE tenant_id = ? AND lease_id IS NOT NULL AND acquired_at <= ?
                UNION ALL
                SELECT tenant_id, lease_id, task_id, worker_id, acquired_at, started_at, ttl_seconds FROM ended_leases
                WHERE tenant_id = ? AND acquired_at <= ? AND acquired_at >= ?::timestamptz - interval '3 hours'
                  AND ended_at > ? AND NOT ended_at - acquired_at > interval '3 hours'
                UNION ALL
                SELECT tenant_id, lease_id, task_id, worker_id, acquired_at, started_at, ttl_seconds FROM ended_leases
                WHERE tenant_id = ? AND acquired_at <= ? AND ended_at > ? AND ended_at - acquired_at > interval '3 hours'
            )
            """;

    private static final String SQL = "WITH " + LIVE + """
            , page AS MATERIALIZED (
                SELECT * FROM live WHERE (acquired_at, lease_id) < (?, ?)
                ORDER BY acquired_at DESC, lease_id DESC LIMIT ?
            )
            SELECT l.lease_id, l.task_id, s.type, l.worker_id, l.acquired_at,
                   CASE WHEN l.started_at <= ? THEN l.started_at END AS started_at,
                   coalesce(renewed.expires_at, l.acquired_at + make_interval(secs => l.ttl_seconds)) AS expires_at,
                   coalesce(renewed.number, 0) AS renewals
            FROM page l
            JOIN submitted_tasks s ON s.tenant_id = l.tenant_id AND s.task_id = l.task_id
            LEFT JOIN LATERAL (
                SELECT e.number, e.expires_at FROM lease_events e
                WHERE e.tenant_id = l.tenant_id AND e.lease_id = l.lease_id AND e.at <= ?
                ORDER BY e.number DESC LIMIT 1
            ) renewed ON true
            ORDER BY l.acquired_at DESC, l.lease_id DESC
            """;

    private static final Key BEGINNING = new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    private record Key(Instant acquiredAt, UUID leaseId) {}

    private final Database database;

    public LeasesAsOf(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to {@value #MOST}
     * @param cursor of the page before; null for the first
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public Page run(UUID tenantId, Instant at, int limit, @Nullable String cursor) {
        Limits.requireRange("limit", limit, 1, MOST);
        Key after = cursor == null
                ? BEGINNING
                : Cursor.read("cursor", cursor, 2, key -> new Key(key.instant(0), key.id(1)));
        List<LeaseThen> leases = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .instant(after.acquiredAt())
                .id(after.leaseId())
                .integer(limit)
                .instant(at)
                .instant(at)
                .list(row -> new LeaseThen(
                        row.id("lease_id"),
                        row.id("task_id"),
                        row.text("type"),
                        row.text("worker_id"),
                        row.instant("acquired_at"),
                        row.instantOrNull("started_at"),
                        row.instant("expires_at"),
                        row.integer("renewals"))));
        return new Page(leases, leases.size() < limit ? null : cursor(leases.getLast()));
    }

    private static String cursor(LeaseThen last) {
        return Cursor.of(last.acquiredAt(), last.leaseId());
    }
}
