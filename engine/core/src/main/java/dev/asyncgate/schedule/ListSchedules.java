package dev.asyncgate.schedule;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads schedules, newest first, with their next and last runs. One round trip. */
public final class ListSchedules {

    private static final String SQL = "SELECT " + ScheduleRows.COLUMNS + """
            FROM schedules s
            WHERE s.tenant_id = ? AND (s.created_at, s.schedule_id) < (?, ?::uuid)
              AND (?::text IS NULL OR (s.owner_kind, s.owner_id) = (?, ?)) AND (? OR s.state <> 'deleted')
            ORDER BY s.created_at DESC, s.schedule_id DESC LIMIT ?
            """;

    private static final int MOST = 1000;
    private static final Key FIRST = new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    /**
     * Which schedules are wanted.
     *
     * @param owner null for anybody's
     * @param deleted whether also those that are deleted
     */
    public record Filter(@Nullable Principal owner, boolean deleted) {}

    /**
     * Some schedules.
     *
     * @param nextCursor null when there are no more
     */
    public record Page(List<Schedule> schedules, @Nullable String nextCursor) {
        public Page {
            schedules = List.copyOf(schedules);
        }
    }

    private record Key(Instant createdAt, UUID scheduleId) {}

    private final Database database;

    public ListSchedules(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to 1,000
     * @param cursor of the page before; null for the first
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST or DATABASE_UNAVAILABLE
     */
    public Page run(UUID tenantId, Filter filter, int limit, @Nullable String cursor) {
        Limits.requireRange("limit", limit, 1, MOST);
        Key after =
                cursor == null ? FIRST : Cursor.read("cursor", cursor, 2, key -> new Key(key.instant(0), key.id(1)));
        Principal owner = filter.owner();
        List<Schedule> page = database.repeatable(session -> session.query(SQL)
                .id(tenantId)
                .instant(after.createdAt())
                .id(after.scheduleId())
                .text(owner == null ? null : owner.kind().wireName())
                .text(owner == null ? null : owner.kind().wireName())
                .text(owner == null ? null : owner.id())
                .flag(filter.deleted())
                .integer(limit)
                .list(ScheduleRows::schedule));
        String next = page.size() < limit
                ? null
                : Cursor.of(page.getLast().createdAt(), page.getLast().scheduleId());
        return new Page(page, next);
    }

    /**
     * Reads one, deleted or not.
     *
     * @throws dev.asyncgate.error.GateException NOT_FOUND or DATABASE_UNAVAILABLE
     */
    public Schedule get(UUID tenantId, UUID scheduleId) {
        return database.repeatable(session -> ScheduleRows.read(session, tenantId, scheduleId));
    }
}
