package dev.asyncgate.history;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that there were at an instant, the newest first, by pages. One round trip a page, and a page looks at a bounded
 * number of tasks: of those in a rare state it may hold few or none, and still lead on.
 */
public final class TasksAsOf {

    /** Most tasks of one page. */
    public static final int MOST = 200;

    /**
     * Some tasks.
     *
     * @param next where to go on; null when these are the last
     */
    public record Page(List<TaskThen> tasks, @Nullable String next) {
        public Page {
            tasks = List.copyOf(tasks);
        }
    }

    /** The limit stands in the text, for one that is a parameter makes poor plans. */
    private static final String SQL =
            "WITH " + Standing.ASKED + """
            , picked AS MATERIALIZED (
                SELECT tenant_id, task_id, created_at, eligible_at, priority, max_attempts, type, created_by_kind,
                       created_by_id, created_by_instance_id
                FROM submitted_tasks
                WHERE tenant_id = ? AND created_at <= ? AND (created_at, task_id) < (?, ?)
                ORDER BY created_at DESC, task_id DESC LIMIT MOST_OF_A_PAGE
            )
            """ + Standing.REBUILT + "ORDER BY s.created_at DESC, s.task_id DESC";

    private static final int LOOKED_AT = 2000;
    private static final String ANY = sql(MOST);
    private static final String IN_STATES = sql(LOOKED_AT);

    private static final Key BEGINNING = new Key(Instant.parse("9999-12-31T23:59:59Z"), new UUID(-1, -1));

    private record Key(Instant createdAt, UUID taskId) {}

    private final Database database;

    public TasksAsOf(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param statuses in which they were then; empty for any
     * @param limit 1 to {@value #MOST}
     * @param cursor of the page before; null for the first
     * @throws GateException INVALID_REQUEST for a cursor that is not one, or DATABASE_UNAVAILABLE
     */
    public Page run(UUID tenantId, Instant at, Set<TaskStatus> statuses, int limit, @Nullable String cursor) {
        Limits.requireRange("limit", limit, 1, MOST);
        Key after = cursor == null
                ? BEGINNING
                : Cursor.read("cursor", cursor, 2, key -> new Key(key.instant(0), key.id(1)));
        List<TaskThen> looked = database.statement(session -> session.query(statuses.isEmpty() ? ANY : IN_STATES)
                .id(tenantId)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(after.createdAt())
                .id(after.taskId())
                .list(Standing::task));
        List<TaskThen> found = looked.stream()
                .filter(task -> statuses.isEmpty() || statuses.contains(task.status()))
                .toList();
        if (found.size() > limit) {
            List<TaskThen> page = found.subList(0, limit);
            return new Page(page, cursor(page.getLast()));
        }
        boolean more = looked.size() == (statuses.isEmpty() ? MOST : LOOKED_AT);
        return new Page(found, more ? cursor(looked.getLast()) : null);
    }

    private static String sql(int most) {
        return SQL.replace("MOST_OF_A_PAGE", String.valueOf(most));
    }

    private static String cursor(TaskThen last) {
        return Cursor.of(last.createdAt(), last.taskId());
    }
}
