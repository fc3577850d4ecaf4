package dev.asyncgate.schedule;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.json.Limits;
import dev.asyncgate.task.CreateTasks;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Reads the last runs of schedules, found by the idempotency keys of their tasks: so many for each schedule, however many
 * it has had. One round trip.
 */
public final class ListRuns {

    /** The instants in the keys are of one length but for fractions, which no run has: their order is that of time. */
    private static final String SQL = """
            SELECT r.schedule_id, r.task_id, r.idempotency_key, r.type, r.created_at,
                   coalesce(f.outcome, task_status(o.lease_id, o.started_at)) AS status,
                   coalesce(o.started_at, f.started_at) AS started_at, f.completed_at
            FROM unnest(?::uuid[]) s (schedule_id)
            CROSS JOIN LATERAL (
                SELECT s.schedule_id, t.* FROM submitted_tasks t
                WHERE t.tenant_id = ? AND t.idempotency_key >= ?::text || s.schedule_id || ':'
                  AND t.idempotency_key < ?::text || s.schedule_id || ';'
                ORDER BY t.idempotency_key DESC LIMIT ?) r
            LEFT JOIN open_tasks o ON o.tenant_id = r.tenant_id AND o.task_id = r.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = r.tenant_id AND f.task_id = r.task_id
            ORDER BY r.created_at DESC, r.idempotency_key DESC
            """;

    private static final int MOST = 1000;

    private final Database database;

    public ListRuns(Database database) {
        this.database = database;
    }

    /**
     * The last runs of these schedules, the last fired first.
     *
     * @param each how many of each schedule at most, 1 to 1,000
     */
    public List<ScheduleRun> run(UUID tenantId, List<UUID> scheduleIds, int each) {
        Limits.requireRange("each", each, 1, MOST);
        return database.repeatable(session -> session.query(SQL)
                .ids(scheduleIds)
                .id(tenantId)
                .text(CreateTasks.SCHEDULE_KEY)
                .text(CreateTasks.SCHEDULE_KEY)
                .integer(each)
                .list(ListRuns::run));
    }

    private static ScheduleRun run(Row row) throws SQLException {
        UUID scheduleId = row.id("schedule_id");
        int prefix = CreateTasks.SCHEDULE_KEY.length() + scheduleId.toString().length() + 1;
        return new ScheduleRun(
                scheduleId,
                Instant.parse(row.text("idempotency_key").substring(prefix)),
                row.id("task_id"),
                row.text("type"),
                row.instant("created_at"),
                TaskStatus.ofWireName(row.text("status")),
                row.instantOrNull("started_at"),
                row.instantOrNull("completed_at"));
    }
}
