package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Counts the tasks of a tenant by state. One round trip. */
public final class CountTasks {

    private static final String SQL = "SELECT status, count(*) AS n FROM tasks WHERE tenant_id = ? GROUP BY status";

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
                        .list(row -> Map.entry(TaskStatus.ofWireName(row.text("status")), row.number("n"))))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
