package dev.asyncgate.lease;

import dev.asyncgate.database.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Finds the leases that touch a window without reading those before it: what is shorter than {@link #SHORT} was acquired
 * at most that long before, what is longer stands in an index of its own by its end. How long a lease may be does not
 * matter, and neither does how many there were.
 */
final class Overlapping {

    /** As the index {@code ended_leases_long} has it. */
    private static final Duration SHORT = Duration.ofMinutes(1);

    private static final String RECENT = """
            FROM ended_leases
            WHERE tenant_id = ? AND acquired_at < ? AND acquired_at > ? AND ended_at >= ?
            """;

    private static final String LONG = """
            FROM ended_leases
            WHERE tenant_id = ? AND ended_at >= ? AND acquired_at <= ? AND ended_at - acquired_at >= interval '1 minute'
            """;

    private static final String LIVE = """
            FROM open_tasks
            WHERE tenant_id = ? AND lease_id IS NOT NULL AND acquired_at < ?
            """;

    private static final String COUNTED_COLUMNS =
            "SELECT tenant_id, task_id, worker_id, acquired_at, ended_at, end_reason ";

    private static final String COLUMNS = """
            SELECT tenant_id, lease_id, task_id, acquired_at, expires_at, started_at, ended_at, end_reason, ttl_seconds,
                   worker_id, worker_instance_id, worker_capabilities
            """;

    private static final String NEWEST = "ORDER BY acquired_at DESC, lease_id DESC LIMIT ?)\n";

    /** All of them, and then the newest: else a planner walks the past in this order until it has found enough. */
    private static final String NEWEST_LONG = "(SELECT * FROM (" + COLUMNS + LONG + "OFFSET 0) reaching\n" + NEWEST;

    /** What is needed to count them; bound by {@link #bindCounted}. */
    static final String COUNTED = COUNTED_COLUMNS + RECENT + "UNION ALL\n" + COUNTED_COLUMNS + LONG + "UNION ALL\n"
            + ended(COUNTED_COLUMNS) + LIVE;

    /** All of those that were acquired last; bound by {@link #bindNewest}. */
    static final String NEWEST_LEASES = "(" + COLUMNS + RECENT + NEWEST + "UNION ALL\n" + NEWEST_LONG + "UNION ALL\n("
            + ended(COLUMNS) + LIVE + NEWEST;

    private Overlapping() {}

    private static String ended(String columns) {
        return columns.replace("ended_at", "NULL::timestamptz").replace("end_reason", "NULL::text");
    }

    static Query bindCounted(Query query, UUID tenantId, Instant from, Instant to) {
        return live(longer(recent(query, tenantId, from, to), tenantId, from), tenantId, to);
    }

    static Query bindNewest(Query query, UUID tenantId, Instant from, Instant to, int limit) {
        Query recent = recent(query, tenantId, from, to).integer(limit);
        return live(longer(recent, tenantId, from).integer(limit), tenantId, to).integer(limit);
    }

    private static Query recent(Query query, UUID tenantId, Instant from, Instant to) {
        return query.id(tenantId).instant(to).instant(from.minus(SHORT)).instant(from);
    }

    private static Query longer(Query query, UUID tenantId, Instant from) {
        return query.id(tenantId).instant(from).instant(from.minus(SHORT));
    }

    private static Query live(Query query, UUID tenantId, Instant to) {
        return query.id(tenantId).instant(to);
    }
}
