package dev.asyncgate.access;

/**
 * How calls are counted in windows that all gateways of a database share. A window begins with its first call and ends all at
 * once; its length is the caller's of now, so a limit that was changed holds at once. A count stops far above any limit.
 */
final class Windows {

    private Windows() {}

    /**
     * A statement that counts one more in each bucket, to which {@code RETURNING} may be added.
     *
     * @param rows a query of {@code tenant_id, bucket, now, length}, of at most one row for each bucket
     */
    static String counting(String rows) {
        return """
                INSERT INTO rate_limit_buckets AS b (tenant_id, bucket, started_at, ends_at, calls)
                SELECT tenant_id, bucket, now, now + length, 1 FROM (%s) counted
                ON CONFLICT (tenant_id, bucket) DO UPDATE SET (started_at, ends_at, calls) = (
                    SELECT excluded.started_at, excluded.ends_at, 1
                    WHERE b.started_at + (excluded.ends_at - excluded.started_at) <= excluded.started_at
                    UNION ALL
                    SELECT b.started_at, b.started_at + (excluded.ends_at - excluded.started_at), least(b.calls, 2000000) + 1
                    WHERE b.started_at + (excluded.ends_at - excluded.started_at) > excluded.started_at)
                """.formatted(rows);
    }
}
