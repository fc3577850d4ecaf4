package dev.asyncgate.receipt;

import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The relationship with a principal as a part of a statement: a CTE {@code session} of one row or none. Either counts a
 * session or only looks. People are not counted.
 */
final class Sessions {

    /** Counts, unless the statement has no {@code since} and is going to be refused. */
    static final String COUNTED = """
            , session AS MATERIALIZED (
                INSERT INTO relationships AS known (
                    tenant_id, principal_kind, principal_id, principal_instance_id, first_seen_at, last_seen_at,
                    sessions_count)
                SELECT ?::uuid, ?::text, ?::text, ?::text, clock.at, clock.at, 1 FROM (SELECT gate_now() AS at) clock
                WHERE EXISTS (SELECT FROM since)
                ON CONFLICT (tenant_id, principal_kind, principal_id, principal_instance_id)
                DO UPDATE SET last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
                              sessions_count = known.sessions_count + 1
                RETURNING first_seen_at, last_seen_at, sessions_count
            )
            """;

    static final String SEEN = """
            , session AS MATERIALIZED (
                SELECT first_seen_at, last_seen_at, sessions_count FROM relationships
                WHERE tenant_id = ? AND principal_kind = ? AND principal_id = ? AND principal_instance_id = ?
            )
            """;

    private Sessions() {}

    /** Whether calls of this principal count as sessions. */
    static boolean counts(Principal principal) {
        return principal.kind() != PrincipalKind.HUMAN;
    }

    /** Sets the parameters of either. */
    static Query bind(Query query, UUID tenantId, Principal principal) {
        return query.id(tenantId)
                .text(principal.kind().wireName())
                .text(principal.id())
                .text(principal.instanceId() == null ? "" : principal.instanceId());
    }

    /** Reads the columns of {@code session}; null for a principal that was never counted. */
    static @Nullable Relationship relationship(Row row, Principal principal) throws SQLException {
        Instant firstSeenAt = row.instantOrNull("first_seen_at");
        return firstSeenAt == null
                ? null
                : new Relationship(principal, firstSeenAt, row.instant("last_seen_at"), row.number("sessions_count"));
    }
}
