package dev.asyncgate.audit;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists audit events by pages: filtered and paged by key in SQL, the newest first. One round trip a page. */
public final class ListAudit {

    /** Most events of one page. */
    public static final int MOST = 1000;

    /** The instants are never null, so that an index answers for them whatever is given. */
    private static final String PAGE = """
            SELECT event_id, at, kind, operation, actor_kind, actor_id, task_id, lease_id, receipt_id, subject, code, reason,
                   address, before, after
            FROM audit_events
            WHERE tenant_id = ? AND at >= ? AND at < ? AND (at, event_id) < (?, ?) %s
              AND (?::text IS NULL OR kind = ?::text)
              AND (?::text IS NULL OR operation = ?::text)
              AND (?::text IS NULL OR actor_id = ?::text OR actor_kind || ':' || actor_id = ?::text)
            ORDER BY at DESC, event_id DESC LIMIT ?
            """;

    private static final String ANY = PAGE.formatted("");
    /** What an index holds that the refusals, which may be millions, are not in. */
    private static final String OF_KIND = PAGE.formatted("AND kind = ? AND coalesce(kind <> 'lease_refused', false)");

    private static final String OF_TASK = PAGE.formatted("AND task_id = ?");
    private static final String OF_LEASE = PAGE.formatted("AND lease_id = ?");
    private static final String OF_TASK_AND_LEASE = PAGE.formatted("AND task_id = ? AND lease_id = ?");

    private static final Key END = new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    private final Database database;

    public ListAudit(Database database) {
        this.database = database;
    }

    private record Key(Instant at, UUID eventId) {}

    /**
     * Reads a page.
     *
     * @param limit 1 to {@value #MOST}
     * @param cursor of the page before; null for the first
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public AuditPage run(UUID tenantId, AuditFilter filter, int limit, @Nullable String cursor) {
        Limits.requireRange("limit", limit, 1, MOST);
        Key before = cursor == null ? END : Cursor.read("cursor", cursor, 2, key -> new Key(key.instant(0), key.id(1)));
        List<AuditEvent> events = database.statement(session -> {
            Query query = session.query(sql(filter)).id(tenantId);
            bindRange(query, filter, before);
            bindIds(query, filter);
            bindTexts(query, filter);
            return query.integer(limit).list(ListAudit::event);
        });
        return new AuditPage(events, events.size() < limit ? null : cursorAfter(events.getLast()));
    }

    /** What was done to one task or lease, an index finds; and the kinds that are few. */
    private static String sql(AuditFilter filter) {
        if (filter.taskId() == null) {
            return filter.leaseId() != null ? OF_LEASE : isOfFew(filter) ? OF_KIND : ANY;
        }
        return filter.leaseId() == null ? OF_TASK : OF_TASK_AND_LEASE;
    }

    private static boolean isOfFew(AuditFilter filter) {
        return filter.kind() != null
                && filter.kind() != AuditKind.LEASE_REFUSED
                && filter.taskId() == null
                && filter.leaseId() == null;
    }

    private static void bindRange(Query query, AuditFilter filter, Key before) {
        query.instant(filter.from() == null ? Instant.EPOCH : filter.from())
                .instant(filter.to() == null ? END.at() : filter.to())
                .instant(before.at())
                .id(before.eventId());
    }

    private static void bindIds(Query query, AuditFilter filter) {
        if (filter.taskId() != null) {
            query.id(filter.taskId());
        }
        if (filter.leaseId() != null) {
            query.id(filter.leaseId());
        }
        if (isOfFew(filter)) {
            query.text(Objects.requireNonNull(filter.kind()).wireName());
        }
    }

    private static void bindTexts(Query query, AuditFilter filter) {
        String kind = filter.kind() == null ? null : filter.kind().wireName();
        query.text(kind)
                .text(kind)
                .text(filter.operation())
                .text(filter.operation())
                .text(filter.actor())
                .text(filter.actor())
                .text(filter.actor());
    }

    private static String cursorAfter(AuditEvent event) {
        return Cursor.of(event.at(), event.eventId());
    }

    private static AuditEvent event(Row row) throws SQLException {
        return new AuditEvent(
                row.id("event_id"),
                row.instant("at"),
                AuditKind.parse(row.text("kind")),
                row.text("operation"),
                row.text("actor_kind"),
                row.text("actor_id"),
                row.idOrNull("task_id"),
                row.idOrNull("lease_id"),
                row.idOrNull("receipt_id"),
                row.textOrNull("subject"),
                row.textOrNull("code"),
                row.textOrNull("reason"),
                row.textOrNull("address"),
                compact(row.textOrNull("before")),
                compact(row.textOrNull("after")));
    }

    /** The statements of the acts wrote it, with the server's spaces. */
    private static @Nullable Json compact(@Nullable String written) {
        return written == null ? null : Json.parse(written);
    }
}
