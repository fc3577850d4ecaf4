package dev.asyncgate.lease;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads leases for the timeline: those that overlap a window, those of one task, or
 * of one worker. One round trip. */
public final class ListLeases {

    private static final String DETAILS = """
            SELECT l.*, t.type, e.renewed_at, e.renewed_to, a.late_at, a.late_operations, a.late_codes
            FROM picked l
            JOIN submitted_tasks t ON t.tenant_id = l.tenant_id AND t.task_id = l.task_id
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg((extract(epoch FROM at) * 1000000)::bigint ORDER BY number), '{}') AS renewed_at,
                       coalesce(array_agg((extract(epoch FROM expires_at) * 1000000)::bigint ORDER BY number), '{}')
                           AS renewed_to
                FROM lease_events WHERE tenant_id = l.tenant_id AND lease_id = l.lease_id) e
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg((extract(epoch FROM at) * 1000000)::bigint ORDER BY event_id), '{}') AS late_at,
                       coalesce(array_agg(operation ORDER BY event_id), '{}') AS late_operations,
                       coalesce(array_agg(code ORDER BY event_id), '{}') AS late_codes
                FROM audit_events
                WHERE tenant_id = l.tenant_id AND lease_id = l.lease_id AND kind = 'lease_refused') a
            """;

    private static final String WINDOW = """
            WITH found AS MATERIALIZED (
            """ + Overlapping.NEWEST_LEASES + """
            ), picked AS (
                SELECT f.* FROM found f ORDER BY f.acquired_at DESC, f.lease_id DESC LIMIT ?
            ), spans AS (
            """ + DETAILS + """
            )
            SELECT s.*, w.at, w.found, w.live
            FROM (SELECT gate_now() AS at, (SELECT count(*) FROM found) AS found,
                         (SELECT count(*) FROM open_tasks WHERE tenant_id = ? AND lease_id IS NOT NULL) AS live) w
            LEFT JOIN spans s ON true
            ORDER BY s.acquired_at, s.lease_id
            """;

    /** The ended leases of a task are found by its {@code task.accepted} receipts. */
    private static final String OF_TASK = """
            WITH picked AS (
                SELECT * FROM leases
                WHERE tenant_id = ? AND ended_at IS NULL AND task_id = ?
                UNION ALL
                SELECT * FROM leases
                WHERE tenant_id = ? AND ended_at IS NOT NULL AND lease_id = ANY (ARRAY (
                    SELECT lease_id FROM receipts WHERE tenant_id = ? AND task_id = ? AND type = 'task.accepted'))
            )
            """ + DETAILS + "ORDER BY l.acquired_at, l.lease_id";

    /** The newest of a worker within a day, among no more than so many leases of anybody: no index knows workers. */
    private static final String OF_WORKER = """
            WITH recent AS (
                SELECT * FROM leases WHERE tenant_id = ? AND ended_at IS NOT NULL
                  AND acquired_at > (SELECT gate_now()) - interval '1 day'
                ORDER BY acquired_at DESC LIMIT ?
            ), picked AS (
                SELECT * FROM (
                    SELECT * FROM recent WHERE worker_kind = ? AND worker_id = ?
                    UNION ALL
                    SELECT * FROM leases
                    WHERE tenant_id = ? AND ended_at IS NULL AND worker_kind = ? AND worker_id = ?) mine
                ORDER BY acquired_at DESC, lease_id DESC LIMIT ?
            )
            """ + DETAILS + "ORDER BY l.acquired_at, l.lease_id";

    private final Database database;

    public ListLeases(Database database) {
        this.database = database;
    }

    /**
     * The leases that overlap a window.
     *
     * @param limit how many at most; the newest are kept
     */
    public LeaseWindow window(UUID tenantId, Instant from, Instant to, int limit) {
        List<Counted> rows = database.statement(session -> Overlapping.bindNewest(
                        session.query(WINDOW), tenantId, from, to, limit + 1)
                .integer(limit)
                .id(tenantId)
                .list(row -> new Counted(
                        row.instant("at"),
                        row.number("found"),
                        row.number("live"),
                        row.idOrNull("lease_id") == null ? null : span(row))));
        Counted any = rows.getFirst();
        List<LeaseSpan> leases =
                rows.stream().map(Counted::span).filter(Objects::nonNull).toList();
        return new LeaseWindow(any.at(), from, to, leases, any.found() > limit, any.live());
    }

    /** What each row of the window repeats, with its lease; a window without leases is one row without one. */
    private record Counted(
            Instant at, long found, long live, @Nullable LeaseSpan span) {}

    /** Every lease that a task has had, oldest first. */
    public List<LeaseSpan> ofTask(UUID tenantId, UUID taskId) {
        return database.statement(session -> session.query(OF_TASK)
                .id(tenantId)
                .id(taskId)
                .id(tenantId)
                .id(tenantId)
                .id(taskId)
                .list(ListLeases::span));
    }

    /** The newest leases that a worker was given within a day, oldest first. */
    public List<LeaseSpan> ofWorker(UUID tenantId, Principal worker, int limit) {
        String kind = worker.kind().wireName();
        return database.statement(session -> session.query(OF_WORKER)
                .id(tenantId)
                .integer(ListWorkers.MOST_LEASES)
                .text(kind)
                .text(worker.id())
                .id(tenantId)
                .text(kind)
                .text(worker.id())
                .integer(limit)
                .list(ListLeases::span));
    }

    private static LeaseSpan span(Row row) throws SQLException {
        String endReason = row.textOrNull("end_reason");
        return new LeaseSpan(
                row.id("lease_id"),
                row.id("task_id"),
                row.text("type"),
                row.text("worker_id"),
                row.textOrNull("worker_instance_id"),
                row.texts("worker_capabilities"),
                row.instant("acquired_at"),
                Duration.ofSeconds(row.integer("ttl_seconds")),
                row.instant("expires_at"),
                renewals(row),
                row.instantOrNull("started_at"),
                row.instantOrNull("ended_at"),
                endReason == null ? null : LeaseEnd.ofWireName(endReason),
                lateAttempts(row));
    }

    private static List<LeaseSpan.Renewal> renewals(Row row) throws SQLException {
        List<Instant> at = row.instants("renewed_at");
        List<Instant> to = row.instants("renewed_to");
        List<LeaseSpan.Renewal> renewals = new ArrayList<>(at.size());
        for (int i = 0; i < at.size(); i++) {
            renewals.add(new LeaseSpan.Renewal(at.get(i), to.get(i)));
        }
        return renewals;
    }

    private static List<LeaseSpan.LateAttempt> lateAttempts(Row row) throws SQLException {
        List<Instant> at = row.instants("late_at");
        List<String> operations = row.texts("late_operations");
        List<String> codes = row.texts("late_codes");
        List<LeaseSpan.LateAttempt> attempts = new ArrayList<>(at.size());
        for (int i = 0; i < at.size(); i++) {
            attempts.add(new LeaseSpan.LateAttempt(at.get(i), operations.get(i), codes.get(i)));
        }
        return attempts;
    }
}
