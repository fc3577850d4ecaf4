package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import java.time.Duration;
import java.util.UUID;

/** Counts a call in the window of its caller, for all gateways of the database together. One round trip. */
public final class CountCall {

    private static final String SQL = Windows.counting("""
                    SELECT ?::uuid AS tenant_id, ?::text AS bucket, gate_now() AS now, make_interval(secs => ?::int) AS length
                    """)
            + "RETURNING calls, ceil(extract(epoch FROM greatest(ends_at - gate_now(), interval '0')) * 1000)::bigint"
            + " AS reset_millis";

    private final Database database;

    public CountCall(Database database) {
        this.database = database;
    }

    /**
     * Counts it.
     *
     * @param bucket names the caller, in the tenant
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public CallCount run(UUID tenantId, String bucket, CallLimit limit) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .text(bucket)
                .integer(limit.windowSeconds())
                .one(row -> new CallCount(row.integer("calls"), limit, Duration.ofMillis(row.number("reset_millis")))));
    }
}
