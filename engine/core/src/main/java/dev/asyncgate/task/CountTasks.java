package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * Counts the tasks of a tenant by state. One round trip.
 *
 * <p>Open tasks are counted as they stand. Ended ones are far more, and only grow: the sweep counts them up to a position
 * of the ledger, below which nothing is written any more, and what came after is counted here. Both are exact.
 */
public final class CountTasks {

    /** The ended tasks of the tenant that is given three times; rows of one outcome add up. */
    public static final String ENDED = """
            SELECT outcome AS status, total AS n FROM outcome_totals WHERE tenant_id = ?
            UNION ALL
            SELECT CASE type WHEN 'task.completed' THEN 'succeeded' WHEN 'task.failed' THEN 'failed' ELSE 'canceled' END,
                   count(*)
            FROM receipts
            WHERE tenant_id = ? AND type IN ('task.completed', 'task.failed', 'task.canceled')
              AND position >= coalesce((SELECT position FROM counted_until WHERE tenant_id = ?), 0)
            GROUP BY type
            """;

    private static final String SQL = """
            SELECT task_status(lease_id, started_at) AS status, count(*) AS n
            FROM open_tasks WHERE tenant_id = ? GROUP BY 1
            UNION ALL
            """ + ENDED;

    private final Database database;

    public CountTasks(Database database) {
        this.database = database;
    }

    /** The count of each state; zeros included. */
    public Map<TaskStatus, Long> run(UUID tenantId) {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        for (TaskStatus status : TaskStatus.values()) {
            counts.put(status, 0L);
        }
        database.statement(session -> session.query(SQL)
                        .id(tenantId)
                        .id(tenantId)
                        .id(tenantId)
                        .id(tenantId)
                        .list(row -> Map.entry(TaskStatus.ofWireName(row.text("status")), row.number("n"))))
                .forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum));
        return counts;
    }
}
