package dev.asyncgate.access;

import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;

/**
 * Keeps a call that was not allowed as an audit event: at most 60 an hour of each key, and of each address that offers none,
 * of which it keeps 1,000 an hour together, so that nobody can flood it. One round trip.
 */
public final class RecordRefusal {

    private static final String SQL =
            """
            WITH refused AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, gate_now() AS now, interval '1 hour' AS length, ?::text AS source,
                       ?::text AS operation, ?::text AS actor_kind, ?::text AS actor_id, ?::text AS subject, ?::text AS code,
                       ?::text AS reason, ?::text AS address
            ), of_source AS (
            """ + Windows.counting("SELECT tenant_id, 'refusals of ' || source AS bucket, now, length FROM refused")
                    + """
                RETURNING calls
            ), of_keyless AS (
            """ + Windows.counting("""
            SELECT r.tenant_id, 'refusals without a key' AS bucket, r.now, r.length
            FROM refused r, of_source s WHERE s.calls <= 60 AND r.subject IS NULL
            """) + """
                RETURNING calls
            )
            INSERT INTO audit_events (
                tenant_id, event_id, at, kind, operation, actor_kind, actor_id, subject, code, reason, address)
            SELECT r.tenant_id, new_id(), r.now, 'authorization', r.operation, r.actor_kind, r.actor_id, r.subject, r.code,
                   r.reason, r.address
            FROM refused r, of_source s
            WHERE s.calls <= 60 AND (r.subject IS NOT NULL OR (SELECT calls FROM of_keyless) <= 1000)
            """;

    private final Database database;

    public RecordRefusal(Database database) {
        this.database = database;
    }

    /**
     * Keeps it, unless there were too many within the hour.
     *
     * @return whether it was kept
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST for a reason that is too long, or DATABASE_UNAVAILABLE
     */
    public boolean run(Refusal refusal) {
        Limits.optionalText("reason", refusal.reason(), 1, 1000);
        return database.statement(session -> session.query(SQL)
                        .id(refusal.tenantId())
                        .text(refusal.source())
                        .text(refusal.operation())
                        .text(refusal.actorKind())
                        .text(refusal.actorId())
                        .text(refusal.keyId() == null ? null : refusal.keyId().toString())
                        .text(refusal.code().name())
                        .text(refusal.reason())
                        .text(refusal.address())
                        .update())
                > 0;
    }
}
