package dev.asyncgate.history;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was owed at an instant, the newest first, by pages: obligations that nothing had discharged until then. One round
 * trip a page, and a page looks at a bounded number of tasks, so it may hold few and still lead on.
 */
public final class ObligationsAsOf {

    /** Most obligations of one page. */
    public static final int MOST = 200;

    /**
     * An obligation that was open.
     *
     * @param unlocated whether its task had succeeded, with work that nobody could find
     * @param dischargedAt when it was discharged since; null when it still is not
     */
    public record Owed(
            UUID receiptId,
            UUID taskId,
            String type,
            Principal owedTo,
            Instant createdAt,
            boolean unlocated,
            @Nullable Instant dischargedAt) {}

    /**
     * Some obligations.
     *
     * @param next where to go on; null when these are the last
     */
    public record Page(List<Owed> obligations, @Nullable String next) {
        public Page {
            obligations = List.copyOf(obligations);
        }
    }

    /** Only a success can be unlocated, and only then something else discharges: an amendment or a waiver. */
    private static final String SQL = """
            WITH asked AS NOT MATERIALIZED (
                SELECT ?::timestamptz AS at
            ), picked AS MATERIALIZED (
                SELECT tenant_id, task_id, created_at, assigned_receipt_id, type, created_by_kind, created_by_id,
                       created_by_instance_id
                FROM submitted_tasks
                WHERE tenant_id = ? AND created_at <= ? AND (created_at, task_id) < (?, ?)
                ORDER BY created_at DESC, task_id DESC LIMIT 2000
            )
            SELECT s.*, f.completed_at <= asked.at AS has_ended,
                   CASE WHEN f.located THEN f.completed_at ELSE later.at END AS discharged_at
            FROM asked CROSS JOIN picked s
            LEFT JOIN LATERAL (
                SELECT o.completed_at, o.located FROM task_outcomes o
                WHERE o.tenant_id = s.tenant_id AND o.task_id = s.task_id OFFSET 0
            ) f ON true
            LEFT JOIN LATERAL (
                SELECT r.created_at AS at FROM receipts r
                WHERE r.tenant_id = s.tenant_id AND r.task_id = s.task_id AND r.type IN ('task.amended', 'task.waived')
                  AND NOT f.located LIMIT 1
            ) later ON true
            ORDER BY s.created_at DESC, s.task_id DESC
            """;

    private static final int LOOKED_AT = 2000;
    private static final Key BEGINNING = new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    private record Key(Instant createdAt, UUID taskId) {}

    private final Database database;

    public ObligationsAsOf(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to {@value #MOST}
     * @param cursor of the page before; null for the first
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public Page run(UUID tenantId, Instant at, int limit, @Nullable String cursor) {
        Limits.requireRange("limit", limit, 1, MOST);
        Key after = cursor == null
                ? BEGINNING
                : Cursor.read("cursor", cursor, 2, key -> new Key(key.instant(0), key.id(1)));
        List<Owed> looked = database.statement(session -> session.query(SQL)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(after.createdAt())
                .id(after.taskId())
                .list(ObligationsAsOf::owed));
        List<Owed> open = looked.stream().filter(owed -> isOpen(owed, at)).toList();
        if (open.size() > limit) {
            List<Owed> page = open.subList(0, limit);
            return new Page(page, cursor(page.getLast()));
        }
        return new Page(open, looked.size() < LOOKED_AT ? null : cursor(looked.getLast()));
    }

    private static boolean isOpen(Owed owed, Instant at) {
        return owed.dischargedAt() == null || owed.dischargedAt().isAfter(at);
    }

    private static Owed owed(Row row) throws SQLException {
        return new Owed(
                row.id("assigned_receipt_id"),
                row.id("task_id"),
                row.text("type"),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                row.instant("created_at"),
                row.flag("has_ended"),
                row.instantOrNull("discharged_at"));
    }

    private static String cursor(Owed last) {
        return Cursor.of(last.createdAt(), last.taskId());
    }
}
