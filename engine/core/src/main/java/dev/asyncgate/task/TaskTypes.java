package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The types of the newest tasks of a tenant, for a form that offers them. One round trip. */
public final class TaskTypes {

    /**
     * A type that was used.
     *
     * @param times how often among the newest 10,000 tasks
     * @param last when last
     */
    public record Seen(String type, long times, Instant last) {}

    private static final String SQL = """
            SELECT type, count(*) AS times, max(created_at) AS last
            FROM (SELECT type, created_at FROM submitted_tasks WHERE tenant_id = ? ORDER BY created_at DESC, task_id DESC LIMIT 10000) t
            GROUP BY type ORDER BY times DESC, type LIMIT 100
            """;

    private final Database database;

    public TaskTypes(Database database) {
        this.database = database;
    }

    /** The types, the most used first. */
    public List<Seen> run(UUID tenantId) {
        return database.statement(session -> session.query(SQL)
                .id(tenantId)
                .list(row -> new Seen(row.text("type"), row.number("times"), row.instant("last"))));
    }
}
