package dev.asyncgate.history;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much there was of everything at an instant, and how much has happened since. One round trip. */
public final class FiguresAsOf {

    /**
     * The figures. All are exact.
     *
     * @param tasks how many were in each state; zeros included
     * @param openObligations how many obligations nothing had discharged
     * @param endedSince how many leases have ended since, by reason; reasons without any are left out
     * @param createdSince how many tasks have been created since
     * @param unknown how many tasks there were of which retention has left nothing, and which count nowhere above
     */
    public record Figures(
            Map<TaskStatus, Long> tasks,
            long openObligations,
            Map<LeaseEnd, Long> endedSince,
            long createdSince,
            long unknown) {
        public Figures {
            tasks = Map.copyOf(tasks);
            endedSince = Map.copyOf(endedSince);
        }

        /** How many tasks there were that are known. */
        public long total() {
            return tasks.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** An end since then, of a lease that was not acquired lately, is that of a long one. */
    private static final String SQL = "WITH " + LeasesAsOf.LIVE + """
            SELECT 'created' AS what, NULL AS detail, count(*) AS n FROM submitted_tasks WHERE tenant_id = ? AND created_at <= ?
            UNION ALL
            SELECT 'created since', NULL, count(*) FROM submitted_tasks WHERE tenant_id = ? AND created_at > ?
            UNION ALL
            SELECT 'ended', outcome, count(*) FROM task_outcomes
            WHERE tenant_id = ? AND outcome IN ('succeeded', 'failed', 'canceled') AND completed_at <= ? GROUP BY outcome
            UNION ALL
            SELECT 'live', CASE WHEN started_at <= ? THEN 'running' ELSE 'leased' END, count(*) FROM live GROUP BY 2
            UNION ALL
            SELECT 'still owed', NULL, count(*) FROM task_outcomes f
            WHERE f.tenant_id = ? AND NOT f.located AND f.completed_at <= ?
              AND NOT EXISTS (SELECT FROM receipts r WHERE r.tenant_id = f.tenant_id AND r.task_id = f.task_id
                              AND r.type IN ('task.amended', 'task.waived') AND r.created_at <= ?)
            UNION ALL
            SELECT 'lease ended', end_reason, count(*) FROM ended_leases
            WHERE tenant_id = ? AND ended_at > ? AND acquired_at >= ?::timestamptz - interval '3 hours' GROUP BY end_reason
            UNION ALL
            SELECT 'lease ended', end_reason, count(*) FROM ended_leases
            WHERE tenant_id = ? AND ended_at > ? AND acquired_at < ?::timestamptz - interval '3 hours'
              AND ended_at - acquired_at > interval '3 hours' GROUP BY end_reason
            UNION ALL
            SELECT 'unknown', NULL, count(*) FROM archived_receipts
            WHERE tenant_id = ? AND type = 'task.assigned' AND (created_at <= ? OR created_at IS NULL)
            """;

    private final Database database;

    public FiguresAsOf(Database database) {
        this.database = database;
    }

    private record Counted(String what, String detail, long n) {}

    /** Counts. */
    public Figures run(UUID tenantId, Instant at) {
        List<Counted> rows = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .instant(at)
                .id(tenantId)
                .instant(at)
                .list(FiguresAsOf::counted));
        Map<TaskStatus, Long> tasks = new EnumMap<>(TaskStatus.class);
        Stream.of(TaskStatus.values()).forEach(status -> tasks.put(status, 0L));
        Map<LeaseEnd, Long> ended = new EnumMap<>(LeaseEnd.class);
        for (Counted row : rows) {
            switch (row.what()) {
                case "ended", "live" -> tasks.merge(TaskStatus.ofWireName(row.detail()), row.n(), Long::sum);
                case "lease ended" -> ended.merge(LeaseEnd.ofWireName(row.detail()), row.n(), Long::sum);
                default -> {}
            }
        }
        long created = sum(rows, "created");
        tasks.put(
                TaskStatus.QUEUED,
                created - tasks.values().stream().mapToLong(Long::longValue).sum());
        long owed = created - sum(rows, "ended") + sum(rows, "still owed");
        return new Figures(tasks, owed, ended, sum(rows, "created since"), sum(rows, "unknown"));
    }

    private static long sum(List<Counted> rows, String what) {
        return rows.stream().filter(row -> row.what().equals(what)).collect(Collectors.summingLong(Counted::n));
    }

    private static Counted counted(Row row) throws SQLException {
        String detail = row.textOrNull("detail");
        return new Counted(row.text("what"), detail == null ? "" : detail, row.number("n"));
    }
}
