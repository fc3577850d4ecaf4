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
        TYPE,
        /** The id of the task. */
        TASK
    }

    private static final String SQL = """
            WITH asked AS MATERIALIZED (
                SELECT ?::text AS lane, ?::timestamptz AS from_at, ?::int AS seconds, ?::int AS buckets, gate_now() AS now
            ), found AS (
                SELECT CASE asked.lane
                           WHEN 'worker' THEN l.worker_id
                           WHEN 'task' THEN l.task_id::text
                           WHEN 'type' THEN (SELECT type FROM submitted_tasks s
                                            WHERE s.tenant_id = l.tenant_id AND s.task_id = l.task_id)
                           ELSE '' END AS lane,
                       l.end_reason,
                       floor(extract(epoch FROM l.acquired_at - asked.from_at) / asked.seconds)::int AS first,
                       floor(extract(epoch FROM coalesce(l.ended_at, asked.now) - asked.from_at) / asked.seconds)::int AS last,
                       asked.buckets
                FROM leases l, asked
                WHERE l.tenant_id = ? AND l.acquired_at < ? AND l.acquired_at > ? AND coalesce(l.ended_at, ?) >= ?
            )
            SELECT lane, bucket, count(*) AS touching,
                   count(*) FILTER (WHERE bucket = greatest(first, 0)) AS begun,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'completed') AS completed,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'failed') AS failed,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'retried') AS retried,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'released') AS released,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'expired') AS expired,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'canceled') AS canceled,
                   count(*) FILTER (WHERE bucket = last AND end_reason = 'revoked') AS revoked
            FROM found CROSS JOIN LATERAL
                 generate_series(greatest(first, 0), least(greatest(last, first), buckets - 1)) AS bucket
            GROUP BY lane, bucket ORDER BY lane, bucket
            """;

    /** No lease lives longer, so the window's lower end bounds the index scan. */
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

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
        return database.statement(session -> session.query(SQL)
                .text(lane.name().toLowerCase(Locale.ROOT))
                .instant(from)
                .integer(seconds)
                .integer(buckets)
                .id(tenantId)
                .instant(to)
                .instant(from.minus(LONGEST_LEASE))
                .instant(to)
                .instant(from)
                .list(row -> bucket(row, from, seconds)));
    }

    private static LeaseBucket bucket(Row row, Instant from, int seconds) throws SQLException {
        var ended = new EnumMap<LeaseEnd, Integer>(LeaseEnd.class);
        for (LeaseEnd end : LeaseEnd.values()) {
            int count = row.integer(end.wireName());
            if (count > 0) {
                ended.put(end, count);
            }
        }
        return new LeaseBucket(
                row.text("lane"),
                from.plusSeconds(row.number("bucket") * seconds),
                row.integer("touching"),
                row.integer("begun"),
                ended);
    }
}
