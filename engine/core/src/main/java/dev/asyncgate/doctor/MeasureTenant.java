package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.doctor.Measures.OpenTasks;
import dev.asyncgate.task.CountTasks;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures how a tenant stands, in numbers. One round trip that reads each open task, open obligation and waiting receipt
 * once and no ended task; at most {@value #MOST_TYPES} types are told apart, those with the most open tasks.
 */
public final class MeasureTenant {

    /** How many types are named. */
    public static final int MOST_TYPES = 100;

    private static final String SQL = """
            WITH clock AS MATERIALIZED (
                SELECT gate_now() AS at
            ), queued AS MATERIALIZED (
                SELECT o.queue_id, task_status(o.lease_id, o.started_at) AS status, count(*) AS n,
                       count(*) FILTER (WHERE o.expires_at < clock.at + make_interval(secs => o.ttl_seconds * 0.2)) AS near,
                       min(coalesce(o.next_eligible_at, o.created_at)) FILTER (WHERE o.lease_id IS NULL AND NOT o.held
                           AND coalesce(o.next_eligible_at <= clock.at, true)) AS oldest
                FROM open_tasks o, clock WHERE o.tenant_id = ? GROUP BY 1, 2
            ), typed AS MATERIALIZED (
                SELECT q.type, queued.status, sum(queued.n)::bigint AS n, sum(queued.near)::bigint AS near,
                       CASE WHEN p.type IS NULL THEN min(queued.oldest) END AS oldest
                FROM queued JOIN queues q ON q.tenant_id = ? AND q.queue_id = queued.queue_id
                LEFT JOIN paused_types p ON p.tenant_id = ? AND p.type = q.type
                GROUP BY q.type, p.type, queued.status
            ), named AS MATERIALIZED (
                SELECT type FROM typed GROUP BY type ORDER BY sum(n) DESC, type LIMIT ?
            )
            SELECT 'open' AS what, coalesce(named.type, ?) AS type, typed.status, sum(typed.n)::bigint AS n,
                   sum(typed.near)::bigint AS special, min(typed.oldest) AS oldest_at, (SELECT at FROM clock) AS at
            FROM typed LEFT JOIN named ON named.type = typed.type GROUP BY 2, 3
            UNION ALL
            SELECT 'ended', NULL, ended.status, sum(ended.n)::bigint, 0, NULL, (SELECT at FROM clock)
            FROM (""" + CountTasks.ENDED + """
            ) ended GROUP BY 3
            UNION ALL
            SELECT 'obligations', NULL, NULL, count(*), 0, NULL, (SELECT at FROM clock)
            FROM open_obligations WHERE tenant_id = ?
            UNION ALL
            SELECT 'outbox', NULL, NULL, count(*) FILTER (WHERE parked_at IS NULL), count(parked_at),
                   min(created_at) FILTER (WHERE parked_at IS NULL), (SELECT at FROM clock)
            FROM outbox WHERE tenant_id = ?
            """;

    private final Database database;

    public MeasureTenant(Database database) {
        this.database = database;
    }

    /**
     * Measures.
     *
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Measures run(UUID tenantId) {
        List<Measured> rows = database.repeatable(session -> session.query(SQL)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .integer(MOST_TYPES)
                .text(Measures.OTHER_TYPES)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .list(Measured::of));
        return measures(rows.stream().collect(Collectors.groupingBy(Measured::what)));
    }

    private static Measures measures(Map<String, List<Measured>> rows) {
        Measured outbox = Objects.requireNonNull(rows.get("outbox")).getFirst();
        return new Measures(
                rows.getOrDefault("open", List.of()).stream()
                        .map(Measured::openTasks)
                        .toList(),
                rows.getOrDefault("ended", List.of()).stream()
                        .collect(Collectors.toMap(Measured::status, Measured::count)),
                Objects.requireNonNull(rows.get("obligations")).getFirst().count(),
                outbox.count(),
                outbox.special(),
                outbox.oldestAt(),
                outbox.at());
    }

    /** A row: {@code special} is what is near expiry of open tasks, and what is parked of an outbox. */
    private record Measured(
            String what,
            @Nullable String typeOrNull,
            @Nullable String statusOrNull,
            long count,
            long special,
            @Nullable Instant oldestAt,
            Instant at) {

        static Measured of(Row row) throws SQLException {
            return new Measured(
                    row.text("what"),
                    row.textOrNull("type"),
                    row.textOrNull("status"),
                    row.number("n"),
                    row.number("special"),
                    row.instantOrNull("oldest_at"),
                    row.instant("at"));
        }

        TaskStatus status() {
            return TaskStatus.ofWireName(Objects.requireNonNull(statusOrNull));
        }

        OpenTasks openTasks() {
            return new OpenTasks(Objects.requireNonNull(typeOrNull), status(), count, special, oldestAt);
        }
    }
}
