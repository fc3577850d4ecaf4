package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.database.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds which queues of some tenants have tasks to claim now, and when the next task becomes eligible. One round trip. */
public final class ReadyQueues {

    /**
     * What was found of a tenant.
     *
     * @param ready at most {@link #MOST} of each queue
     * @param nextIn until the next task becomes eligible; null when none waits for its time
     */
    public record Found(ReadyTasks ready, @Nullable Duration nextIn) {

        private Found and(Found more) {
            return new Found(ready.and(more.ready), nextIn == null ? more.nextIn : nextIn);
        }
    }

    /** How many tasks of a queue are counted. */
    public static final int MOST = 500;

    private static final String SQL = """
            WITH tenant AS MATERIALIZED (
                SELECT unnest(?::uuid[]) AS tenant_id
            ), ready AS (
                SELECT q.tenant_id, q.queue_id, n.tasks
                FROM tenant t JOIN queues q ON q.tenant_id = t.tenant_id CROSS JOIN LATERAL (
                    SELECT count(*) AS tasks FROM (
                        SELECT FROM open_tasks o
                        WHERE o.tenant_id = q.tenant_id AND o.queue_id = q.queue_id
                          AND o.lease_id IS NULL AND NOT o.held AND NOT o.waiting LIMIT %1$d) head) n
                WHERE n.tasks > 0
                UNION ALL
                SELECT t.tenant_id, due.queue_id, count(*)
                FROM tenant t CROSS JOIN LATERAL (
                    SELECT o.queue_id FROM open_tasks o
                    WHERE o.tenant_id = t.tenant_id AND o.waiting AND NOT o.held
                      AND o.next_eligible_at <= (SELECT gate_now())
                    ORDER BY o.next_eligible_at LIMIT %1$d) due
                GROUP BY t.tenant_id, due.queue_id
            )
            SELECT r.tenant_id, q.type, q.capabilities, r.tasks, NULL::bigint AS next_millis
            FROM ready r JOIN queues q ON q.tenant_id = r.tenant_id AND q.queue_id = r.queue_id
            WHERE NOT EXISTS (SELECT FROM paused_types p WHERE p.tenant_id = q.tenant_id AND p.type = q.type)
            UNION ALL
            SELECT t.tenant_id, NULL, NULL, 0, ceil(extract(epoch FROM n.next_eligible_at - n.now) * 1000)
            FROM tenant t CROSS JOIN LATERAL (
                SELECT o.next_eligible_at, (SELECT gate_now()) AS now FROM open_tasks o
                WHERE o.tenant_id = t.tenant_id AND o.waiting AND NOT o.held
                  AND o.next_eligible_at > (SELECT gate_now())
                ORDER BY o.next_eligible_at LIMIT 1) n
            """.formatted(MOST);

    private final Database database;

    public ReadyQueues(Database database) {
        this.database = database;
    }

    /** By tenant; those that have nothing are left out. */
    public Map<UUID, Found> run(Collection<UUID> tenantIds) {
        Map<UUID, Found> found = new HashMap<>();
        List<Found> _ = database.repeatable(session -> session.query(SQL)
                .ids(tenantIds)
                .list(row -> found.merge(row.id("tenant_id"), found(row), Found::and)));
        return found;
    }

    private static Found found(Row row) throws SQLException {
        String type = row.textOrNull("type");
        if (type == null) {
            return new Found(ReadyTasks.NONE, Duration.ofMillis(row.number("next_millis")));
        }
        var queue = new ReadyTasks.Queue(type, Set.copyOf(row.texts("capabilities")));
        return new Found(ReadyTasks.of(queue, row.integer("tasks")), null);
    }
}
