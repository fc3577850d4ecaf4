package dev.asyncgate.task;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.database.Session;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists tasks by pages: filtered, sorted and paged by key in SQL. One round trip a page. */
public final class ListTasks {

    private static final String FILTER = """
            WHERE t.tenant_id = ?
              AND (cardinality(?::text[]) = 0 OR t.status = ANY (?::text[]))
              AND (cardinality(?::text[]) = 0 OR t.type LIKE ANY (?::text[]))
              AND (?::text IS NULL OR t.created_by_id = ?::text OR t.created_by_kind || ':' || t.created_by_id = ?::text)
              AND (?::boolean IS NULL OR t.held = ?::boolean)
              AND (?::bigint IS NULL OR t.created_at <= gate_now() - make_interval(secs => ?::bigint))
              AND (?::timestamptz IS NULL OR t.created_at >= ?::timestamptz)
              AND (?::timestamptz IS NULL OR t.created_at < ?::timestamptz)
              AND (?::text IS NULL
                   OR t.task_id::text LIKE ?::text OR lower(t.type) LIKE ?::text OR lower(t.created_by_id) LIKE ?::text
                   OR EXISTS (SELECT FROM task_outcomes o WHERE o.tenant_id = t.tenant_id AND o.task_id = t.task_id
                              AND lower(o.error::text) LIKE ?::text))
            """;

    private static final String COLUMNS = """
            SELECT t.task_id, t.type, t.status, t.created_by_kind, t.created_by_id, t.created_by_instance_id,
                   t.payload_pointer, t.principal_ai, t.capabilities, t.tags, t.expected_outcome_kind,
                   t.expected_artifact_mime, t.attempt,
                   t.max_attempts, t.priority, t.created_at, t.updated_at, t.next_eligible_at,
                   coalesce(o.worker_id, l.worker_id) AS worker_id, o.expires_at AS lease_expires_at, t.started_at, t.completed_at, t.held,
                   t.held_reason
            FROM (SELECT t.* FROM tasks t
            """;

    /** The worker is that of the live lease, else of the lease that ended the task or put it back last. */
    private static final String DETAILS = """
            ) t
            LEFT JOIN open_tasks o ON o.tenant_id = t.tenant_id AND o.task_id = t.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = t.tenant_id AND f.task_id = t.task_id
            LEFT JOIN receipts r ON r.tenant_id = t.tenant_id AND r.receipt_id = o.requeued_by_receipt_id
            LEFT JOIN ended_leases l
                ON l.tenant_id = t.tenant_id AND l.lease_id = coalesce(f.lease_id, r.lease_id)
            """;

    private static final String NEWEST_FIRST =
            COLUMNS + FILTER + """
              AND (?::timestamptz IS NULL OR (t.created_at, t.task_id) < (?::timestamptz, ?::uuid))
            ORDER BY t.created_at DESC, t.task_id DESC LIMIT ?
            """ + DETAILS + "ORDER BY t.created_at DESC, t.task_id DESC";

    private static final String OLDEST_FIRST = COLUMNS + FILTER + """
              AND (?::timestamptz IS NULL OR (t.created_at, t.task_id) > (?::timestamptz, ?::uuid))
            ORDER BY t.created_at, t.task_id LIMIT ?
            """ + DETAILS + "ORDER BY t.created_at, t.task_id";

    private static final String HIGHEST_PRIORITY_FIRST =
            COLUMNS + FILTER + """
              AND (?::timestamptz IS NULL
                   OR (-t.priority::bigint, t.created_at, t.task_id) > (-?::bigint, ?::timestamptz, ?::uuid))
            ORDER BY t.priority DESC, t.created_at, t.task_id LIMIT ?
            """ + DETAILS + "ORDER BY t.priority DESC, t.created_at, t.task_id";

    private static final String BY_IDS =
            COLUMNS + "WHERE t.tenant_id = ? AND t.task_id = ANY (?::uuid[])" + DETAILS + "ORDER BY t.task_id";

    /** Counts no further than asked, so that a count over millions answers as fast as one over thousands. */
    private static final String COUNT = "SELECT count(*) AS n FROM (SELECT FROM tasks t " + FILTER + " LIMIT ?) c";

    private final Database database;

    public ListTasks(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to 200
     * @param cursor of the page before; null for the first
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public TaskPage run(UUID tenantId, TaskFilter filter, TaskSort sort, int limit, @Nullable String cursor) {
        Key after = cursor == null ? null : Key.parse(cursor);
        List<TaskRow> tasks = database.statement(session -> {
            Query query = filtered(session, sql(sort), tenantId, filter);
            query.instant(after == null ? null : after.createdAt());
            if (sort == TaskSort.HIGHEST_PRIORITY_FIRST) {
                query.integer(after == null ? 0 : after.priority());
            }
            return query.instant(after == null ? null : after.createdAt())
                    .id(after == null ? null : after.taskId())
                    .integer(limit)
                    .list(ListTasks::row);
        });
        return new TaskPage(
                tasks, tasks.size() < limit ? null : Key.of(tasks.getLast()).toCursor());
    }

    /** These tasks as they are now, by id; for a list that is already on screen. Ids that do not exist are left out. */
    public List<TaskRow> byIds(UUID tenantId, List<UUID> taskIds) {
        return database.statement(
                session -> session.query(BY_IDS).id(tenantId).ids(taskIds).list(ListTasks::row));
    }

    /** How many tasks match, counted up to a limit. */
    public long count(UUID tenantId, TaskFilter filter, int upTo) {
        return database.statement(session ->
                filtered(session, COUNT, tenantId, filter).integer(upTo).one(row -> row.number("n")));
    }

    private static String sql(TaskSort sort) {
        return switch (sort) {
            case NEWEST_FIRST -> NEWEST_FIRST;
            case OLDEST_FIRST -> OLDEST_FIRST;
            case HIGHEST_PRIORITY_FIRST -> HIGHEST_PRIORITY_FIRST;
        };
    }

    private static Query filtered(Session session, String sql, UUID tenantId, TaskFilter filter) {
        List<String> statuses =
                filter.statuses().stream().map(TaskStatus::wireName).toList();
        List<String> types = filter.types().stream().map(ListTasks::likePattern).toList();
        Long seconds = filter.olderThan() == null ? null : filter.olderThan().toSeconds();
        String text =
                filter.text() == null ? null : "%" + escaped(filter.text().toLowerCase(java.util.Locale.ROOT)) + "%";
        return session.query(sql)
                .id(tenantId)
                .texts(statuses)
                .texts(statuses)
                .texts(types)
                .texts(types)
                .text(filter.createdBy())
                .text(filter.createdBy())
                .text(filter.createdBy())
                .flag(filter.held())
                .flag(filter.held())
                .number(seconds)
                .number(seconds)
                .instant(filter.createdFrom())
                .instant(filter.createdFrom())
                .instant(filter.createdBefore())
                .instant(filter.createdBefore())
                .text(text)
                .text(text)
                .text(text)
                .text(text)
                .text(text);
    }

    private static String likePattern(String type) {
        return type.endsWith("*") ? escaped(type.substring(0, type.length() - 1)) + "%" : escaped(type);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static TaskRow row(Row row) throws SQLException {
        return new TaskRow(
                row.id("task_id"),
                row.text("type"),
                TaskStatus.ofWireName(row.text("status")),
                new Principal(
                        PrincipalKind.parse(row.text("created_by_kind")),
                        row.text("created_by_id"),
                        row.textOrNull("created_by_instance_id")),
                row.text("payload_pointer"),
                row.text("principal_ai"),
                new Requirements(row.texts("capabilities"), row.texts("tags")),
                row.textOrNull("expected_outcome_kind"),
                row.textOrNull("expected_artifact_mime"),
                row.textOrNull("worker_id"),
                row.integer("attempt"),
                row.integer("max_attempts"),
                row.integer("priority"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.instantOrNull("next_eligible_at"),
                row.instantOrNull("lease_expires_at"),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"),
                row.flag("held"),
                row.textOrNull("held_reason"));
    }

    /** Where a page ended. */
    private record Key(int priority, Instant createdAt, UUID taskId) {

        static Key of(TaskRow row) {
            return new Key(row.priority(), row.createdAt(), row.taskId());
        }

        String toCursor() {
            return Cursor.of(priority, createdAt, taskId);
        }

        static Key parse(String cursor) {
            return Cursor.read(
                    "cursor", cursor, 3, key -> new Key(Math.toIntExact(key.number(0)), key.instant(1), key.id(2)));
        }
    }
}
