package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Counts leases in equal stretches of a window, for views that are too wide to show each of them. One round trip, and
 * an answer whose size depends on the buckets and lanes alone.
 */
public final class LeaseBuckets {

    /** What leases of one lane have in common. */
    public enum Lane {
        /** Nothing: one lane for all, with an empty name. */
        ALL,
        /** The worker's id. */
        WORKER,
        /** The type of the task. */
        TYPE
    }

    /**
     * First the leases that touch the window, then one row for all of them that begin and end in the same buckets, and
     * only those rows are spread over the buckets that they touch. {@code first_at} is null for what began earlier,
     * {@code last_at} for what ends later.
     */
    private static final String SQL = """
            WITH asked AS MATERIALIZED (
                SELECT ?::text AS lane, ?::timestamptz AS from_at, ?::timestamptz AS to_at,
                       make_interval(secs => ?::int) AS step, gate_now() AS now
            ), touching AS (
            """ + Overlapping.COUNTED + """
            ), alike AS (
                SELECT CASE a.lane
                           WHEN 'worker' THEN l.worker_id
                           WHEN 'type' THEN (SELECT type FROM submitted_tasks s
                                             WHERE s.tenant_id = l.tenant_id AND s.task_id = l.task_id)
                           ELSE '' END AS lane,
                       CASE WHEN l.acquired_at >= a.from_at THEN date_bin(a.step, l.acquired_at, a.from_at) END AS first_at,
                       CASE WHEN coalesce(l.ended_at, a.now) < a.to_at
                            THEN date_bin(a.step, coalesce(l.ended_at, a.now), a.from_at) END AS last_at,
                       CASE WHEN l.ended_at < a.to_at THEN l.end_reason END AS ended,
                       a.from_at, a.to_at - a.step AS last_bucket, a.step, count(*)::int AS leases
                FROM touching l CROSS JOIN asked a
                GROUP BY 1, 2, 3, 4, 5, 6, 7
            )
            SELECT lane, bucket, sum(leases)::int AS touching,
                   coalesce(sum(leases) FILTER (WHERE bucket = first_at), 0)::int AS begun,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'completed'), 0)::int AS completed,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'failed'), 0)::int AS failed,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'retried'), 0)::int AS retried,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'released'), 0)::int AS released,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'expired'), 0)::int AS expired,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'canceled'), 0)::int AS canceled,
                   coalesce(sum(leases) FILTER (WHERE bucket = last_at AND ended = 'revoked'), 0)::int AS revoked
            FROM alike CROSS JOIN LATERAL generate_series(
                coalesce(first_at, from_at), CASE WHEN last_at IS NULL THEN last_bucket ELSE greatest(last_at, first_at) END, step)
                AS bucket
            GROUP BY lane, bucket ORDER BY lane, bucket
            """;

    private final Database database;

    public LeaseBuckets(Database database) {
        this.database = database;
    }

    /**
     * Counts. Buckets that no lease touches are left out.
     *
     * @param bucket how long each is: whole seconds, at least one
     * @param buckets how many; the window ends with the last
     * @return ordered by lane, then time
     */
    public List<LeaseBucket> run(UUID tenantId, Lane lane, Instant from, Duration bucket, int buckets) {
        int seconds = Math.toIntExact(bucket.toSeconds());
        Instant to = from.plusSeconds((long) seconds * buckets);
        return database.statement(session -> Overlapping.bindCounted(
                        session.query(SQL)
                                .text(lane.name().toLowerCase(Locale.ROOT))
                                .instant(from)
                                .instant(to)
                                .integer(seconds),
                        tenantId,
                        from,
                        to)
                .list(LeaseBuckets::bucket));
    }

    private static LeaseBucket bucket(Row row) throws SQLException {
        var ended = new EnumMap<LeaseEnd, Integer>(LeaseEnd.class);
        for (LeaseEnd end : LeaseEnd.values()) {
            int count = row.integer(end.wireName());
            if (count > 0) {
                ended.put(end, count);
            }
        }
        return new LeaseBucket(
                row.text("lane"), row.instant("bucket"), row.integer("touching"), row.integer("begun"), ended);
    }
}
