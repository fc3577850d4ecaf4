package dev.asyncgate.invariant;

import dev.asyncgate.engine.AsOf;
import dev.asyncgate.history.ObligationsAsOf;
import dev.asyncgate.history.TaskAsOf;
import dev.asyncgate.history.TaskThen;
import dev.asyncgate.history.TasksAsOf;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.task.TaskStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands: of each task a line with all that is told of it, the live leases, what is owed and what is paused.
 * Read as it is stored, without the engine, or as the engine rebuilds it.
 */
record Standing(
        Map<UUID, String> tasks,
        Map<UUID, String> leases,
        Set<UUID> owed,
        Set<String> paused,
        Map<String, Long> counts) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final String TASKS = """
            SELECT t.task_id, concat_ws(' | ', t.status, t.priority, t.attempt, coalesce(iso_instant(t.next_eligible_at), '-'), t.held,
                       coalesce(l.lease_id::text, '-'), coalesce(iso_instant(f.completed_at), '-'),
                       coalesce(p.number || ' ' || p.progress::text, '-'), coalesce(f.result::text, '-'),
                       coalesce(f.error::text, '-'), coalesce(iso_instant(m.at), '-')) AS line
            FROM tasks t
            LEFT JOIN leases l ON l.tenant_id = t.tenant_id AND l.task_id = t.task_id AND l.ended_at IS NULL
            LEFT JOIN task_outcomes f ON f.tenant_id = t.tenant_id AND f.task_id = t.task_id
            LEFT JOIN progress p ON p.tenant_id = t.tenant_id AND p.task_id = t.task_id
            LEFT JOIN amendments m ON m.tenant_id = t.tenant_id AND m.task_id = t.task_id
            WHERE t.tenant_id = ?
            """;

    private static final String LEASES = """
            SELECT lease_id, concat_ws(' | ', task_id, worker_id, iso_instant(acquired_at),
                                       coalesce(iso_instant(started_at), '-'), iso_instant(expires_at), renewal_count) AS line
            FROM leases WHERE tenant_id = ? AND ended_at IS NULL
            """;

    private static final String OWED = """
            SELECT s.task_id FROM submitted_tasks s
            JOIN open_obligations o ON o.tenant_id = s.tenant_id AND o.receipt_id = s.assigned_receipt_id
            WHERE s.tenant_id = ?
            """;

    private static final String PAUSED =
            "SELECT type || ' since ' || iso_instant(paused_at) AS line FROM paused_types WHERE tenant_id = ?";

    static Standing stored(Connection connection, UUID tenant) throws SQLException {
        Standing standing = empty();
        read(connection, TASKS, tenant, rows -> {
            String line = rows.getString("line");
            standing.tasks.put(rows.getObject("task_id", UUID.class), line);
            standing.counts.merge(line.substring(0, line.indexOf(' ')), 1L, Long::sum);
        });
        read(
                connection,
                LEASES,
                tenant,
                rows -> standing.leases.put(rows.getObject("lease_id", UUID.class), rows.getString("line")));
        read(connection, OWED, tenant, rows -> standing.owed.add(rows.getObject("task_id", UUID.class)));
        read(connection, PAUSED, tenant, rows -> standing.paused.add(rows.getString("line")));
        return standing;
    }

    /** By the lists, page after page, and task after task. */
    static Standing rebuilt(AsOf past) {
        Standing standing = empty();
        for (TaskThen task : tasks(past)) {
            standing.tasks.put(task.taskId(), line(past, task));
            var lease = task.lease();
            if (lease != null) {
                standing.leases.put(lease.leaseId(), "of its task alone");
            }
        }
        past.liveLeases(1000, null).leases().forEach(lease -> {
            String known = standing.leases.put(
                    lease.leaseId(),
                    String.join(
                            " | ",
                            lease.taskId().toString(),
                            lease.workerId(),
                            text(lease.acquiredAt()),
                            text(lease.startedAt()),
                            text(lease.expiresAt()),
                            String.valueOf(lease.renewals())));
            if (known == null) {
                standing.leases.put(lease.leaseId(), "not of its task");
            }
        });
        past.openObligations(200, null)
                .obligations()
                .forEach(owed -> standing.owed.add(isDrawnOwed(past, owed) ? owed.taskId() : owed.receiptId()));
        past.pausedTypes().forEach(paused -> standing.paused.add(paused.type() + " since " + text(paused.pausedAt())));
        past.figures().tasks().forEach((status, count) -> {
            if (count != 0) {
                standing.counts.put(status.wireName(), count);
            }
        });
        return standing;
    }

    /** The same without all that is of these tasks. */
    Standing without(Set<UUID> gone) {
        Standing rest = empty();
        tasks.forEach((id, line) -> {
            if (!gone.contains(id)) {
                rest.tasks.put(id, line);
                rest.counts.merge(line.substring(0, line.indexOf(' ')), 1L, Long::sum);
            }
        });
        leases.forEach((id, line) -> {
            if (!gone.contains(UUID.fromString(line.substring(0, line.indexOf(' '))))) {
                rest.leases.put(id, line);
            }
        });
        owed.stream().filter(id -> !gone.contains(id)).forEach(rest.owed::add);
        rest.paused.addAll(paused);
        return rest;
    }

    /** Few to a page, so that pages follow each other. */
    static List<TaskThen> tasks(AsOf past) {
        List<TaskThen> tasks = new ArrayList<>();
        String cursor = null;
        do {
            TasksAsOf.Page page = past.tasks(Set.<TaskStatus>of(), 7, cursor);
            tasks.addAll(page.tasks());
            cursor = page.next();
        } while (cursor != null);
        return tasks;
    }

    private static boolean isDrawnOwed(AsOf past, ObligationsAsOf.Owed owed) {
        return past.lineage(owed.taskId(), GetLineage.Scope.TASK, 1000).open().equals(Set.of(owed.receiptId()));
    }

    private static boolean isDrawnSo(AsOf past, TaskThen task) {
        return past.lineage(task.taskId(), GetLineage.Scope.TREE, 1000).tasks().stream()
                .anyMatch(drawn -> drawn.taskId().equals(task.taskId())
                        && drawn.status().equals(task.status().wireName()));
    }

    private static String line(AsOf past, TaskThen listed) {
        if (!(past.task(listed.taskId()) instanceof TaskAsOf.Answer.Known known)) {
            return "unknown";
        }
        TaskThen task = known.task();
        if (!task.equals(listed)) {
            return "listed as " + listed + " and read as " + task;
        }
        if (!isDrawnSo(past, task)) {
            return "drawn otherwise than " + task;
        }
        var lease = task.lease();
        var progress = known.progress();
        var result = known.result();
        return String.join(
                " | ",
                task.status().wireName(),
                String.valueOf(task.priority()),
                String.valueOf(task.attempt()),
                text(task.nextEligibleAt()),
                task.held() ? "t" : "f",
                lease == null ? "-" : lease.leaseId().toString(),
                text(task.endedAt()),
                progress == null
                        ? "-"
                        : progress.number() + " " + progress.progress().text(),
                result == null || result.result() == null
                        ? "-"
                        : result.result().text(),
                result == null || result.error() == null ? "-" : result.error().text(),
                text(known.amendedAt()));
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "-" : MICROSECONDS.format(instant);
    }

    private static Standing empty() {
        return new Standing(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
    }

    private interface Reader {
        void read(ResultSet rows) throws SQLException;
    }

    private static void read(Connection connection, String sql, UUID tenant, Reader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
