package dev.asyncgate.history;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which types were not handed out at an instant, by name, from the audit events of pausing and resuming. One round trip. */
public final class PausedTypesAsOf {

    /** A type that was paused, and why, if somebody said so. */
    public record PausedThen(
            String type, Instant pausedAt, @Nullable String reason) {}

    /** An event is written only when something changes, so the last one before the instant tells. */
    private static final String SQL = """
            SELECT type, paused_at, reason FROM (
                SELECT DISTINCT ON (subject) subject AS type, operation, at AS paused_at, reason
                FROM audit_events
                WHERE tenant_id = ? AND operation IN ('pauseType', 'resumeType') AND at <= ?
                ORDER BY subject, at DESC, event_id DESC) last
            WHERE operation = 'pauseType' ORDER BY type
            """;

    private final Database database;

    public PausedTypesAsOf(Database database) {
        this.database = database;
    }

    /** Reads them. */
    public List<PausedThen> run(UUID tenantId, Instant at) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(at)
                .list(row -> new PausedThen(row.text("type"), row.instant("paused_at"), row.textOrNull("reason"))));
    }
}
