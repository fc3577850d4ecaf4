package dev.asyncgate.overview;

import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.audit.AuditKind;
import dev.asyncgate.audit.ListAudit;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.doctor.MeasureTenant;
import dev.asyncgate.doctor.Measures;
import dev.asyncgate.overview.Overview.ExpiringLease;
import dev.asyncgate.overview.Overview.Range;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.overview.Overview.TypeLine;
import dev.asyncgate.overview.Overview.WorkerLine;
import dev.asyncgate.receipt.CountObligations;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a tenant stands and how it went lately. Eight round trips: what is open is counted as it stands, what has
 * ended is read from the records by minute and hour, and lists have a few rows each, so that neither the ended tasks nor
 * the length of the range decide what it costs.
 */
public final class ReadOverview {

    /** A task that was claimed and not started for longer is worth a look. */
    public static final int SLOW_START_SECONDS = 30;

    /** Among so many leases, the last to be acquired, the outcomes of workers are counted. */
    public static final int LAST_LEASES = 2_000;

    /** Anomalies are counted no further. */
    public static final int MOST_ANOMALIES = 1_000;

    private static final int LINES = 6;
    private static final int MOST_TYPES = 100;

    /** What was not counted along the ledger yet is counted here. */
    private static final String SERIES = """
            WITH scope AS MATERIALIZED (
                SELECT ?::uuid AS tenant_id, ?::integer AS span, ?::integer AS slot, ?::integer AS slots,
                       date_bin(make_interval(secs => ?::integer), gate_now(), timestamptz 'epoch') AS last
            ), bounds AS MATERIALIZED (
                SELECT s.*, s.last - make_interval(secs => s.slot * (s.slots - 1)) AS first FROM scope s
            ), counted AS MATERIALIZED (
                SELECT e.at, e.type, e.outcome, e.took, e.n
                FROM bounds b JOIN ended_over_time e
                    ON e.tenant_id = b.tenant_id AND e.span_seconds = b.span AND e.at >= b.first
                UNION ALL
                SELECT r.created_at, t.type,
                       CASE r.type WHEN 'task.completed' THEN 'succeeded' WHEN 'task.failed' THEN 'failed'
                                   ELSE 'canceled' END,
                       duration_class(r.created_at - t.created_at), 1
                FROM bounds b
                CROSS JOIN LATERAL (
                    SELECT r.type, r.task_id, r.created_at FROM receipts r
                    WHERE r.tenant_id = b.tenant_id AND r.type IN ('task.completed', 'task.failed', 'task.canceled')
                      AND r.position >= coalesce(
                          (SELECT position FROM counted_until WHERE tenant_id = b.tenant_id), 0)
                      AND r.created_at >= b.first) r
                CROSS JOIN LATERAL (
                    SELECT t.type, t.created_at FROM submitted_tasks t
                    WHERE t.tenant_id = b.tenant_id AND t.task_id = r.task_id) t
            ), placed AS MATERIALIZED (
                SELECT floor(extract(epoch FROM c.at - b.first) / b.slot)::integer AS slot, c.type, c.outcome, c.took, c.n
                FROM counted c, bounds b
            ), most AS MATERIALIZED (
                SELECT type FROM placed GROUP BY type ORDER BY sum(n) DESC, type LIMIT ?
            )
            SELECT 'slot' AS what, p.slot, NULL AS type, p.outcome, p.took, sum(p.n)::bigint AS n,
                   (SELECT first FROM bounds) AS first
            FROM placed p GROUP BY p.slot, p.outcome, p.took
            UNION ALL
            SELECT 'type', 0, p.type, p.outcome, p.took, sum(p.n)::bigint, (SELECT first FROM bounds)
            FROM placed p JOIN most ON most.type = p.type GROUP BY p.type, p.outcome, p.took
            UNION ALL
            SELECT 'open', o.slot, NULL, s.state, 0, round(s.n)::bigint, (SELECT first FROM bounds)
            FROM (SELECT floor(extract(epoch FROM o.at - b.first) / b.slot)::integer AS slot,
                         avg(o.queued) AS queued, avg(o.leased) AS leased, avg(o.running) AS running
                  FROM bounds b JOIN open_over_time o ON o.tenant_id = b.tenant_id AND o.at >= b.first
                  GROUP BY 1) o
            CROSS JOIN LATERAL (VALUES ('queued', o.queued), ('leased', o.leased), ('running', o.running)) AS s (state, n)
            UNION ALL
            SELECT 'first', 0, NULL, NULL, 0, 0, first FROM bounds
            """;

    private static final String EXPIRING = """
            SELECT o.lease_id, o.task_id, q.type, o.worker_id, o.acquired_at, o.expires_at,
                   o.started_at IS NOT NULL AS started
            FROM open_tasks o JOIN queues q ON q.tenant_id = o.tenant_id AND q.queue_id = o.queue_id
            WHERE o.tenant_id = ? AND o.lease_id IS NOT NULL
            ORDER BY o.expires_at, o.lease_id LIMIT ?
            """;

    private static final String WORKERS = """
            WITH live AS MATERIALIZED (
                SELECT worker_id, count(*) AS n, count(started_at) AS running, max(acquired_at) AS seen_at,
                       count(*) FILTER (WHERE started_at IS NULL
                           AND acquired_at < gate_now() - make_interval(secs => ?)) AS slow
                FROM open_tasks WHERE tenant_id = ? AND lease_id IS NOT NULL GROUP BY worker_id
            ), lately AS MATERIALIZED (
                SELECT worker_id, max(ended_at) AS seen_at,
                       count(*) FILTER (WHERE end_reason = 'completed') AS completed,
                       count(*) FILTER (WHERE end_reason IN ('failed', 'retried')) AS troubled,
                       count(*) FILTER (WHERE end_reason IN ('expired', 'revoked')) AS lost
                FROM (SELECT worker_id, ended_at, end_reason FROM ended_leases
                      WHERE tenant_id = ? ORDER BY acquired_at DESC LIMIT ?) last
                GROUP BY worker_id
            ), seen AS MATERIALIZED (
                SELECT worker_id, coalesce(live.n, 0) AS live, coalesce(completed, 0) AS completed,
                       coalesce(troubled, 0) AS troubled, coalesce(lost, 0) AS lost,
                       greatest(live.seen_at, lately.seen_at) AS seen_at
                FROM live FULL JOIN lately USING (worker_id)
            )
            (SELECT worker_id, live, completed, troubled, lost, seen_at FROM seen
             ORDER BY live DESC, seen_at DESC, worker_id LIMIT ?)
            UNION ALL
            SELECT NULL, (SELECT count(*) FROM seen), (SELECT count(*) FROM live WHERE running > 0),
                   (SELECT coalesce(sum(slow), 0)::bigint FROM live), 0, gate_now()
            """;

    private static final String ANOMALIES = """
            SELECT count(*) AS n FROM (
                SELECT created_at FROM receipts WHERE tenant_id = ? AND type = 'system.anomaly'
                ORDER BY position DESC, receipt_id DESC LIMIT ?) last
            WHERE created_at >= ?
            """;

    private final Database database;
    private final MeasureTenant measure;
    private final CountObligations obligations;
    private final Ledger ledger;
    private final ListAudit audit;

    public ReadOverview(Database database) {
        this.database = database;
        this.measure = new MeasureTenant(database);
        this.obligations = new CountObligations(database);
        this.ledger = new Ledger(database);
        this.audit = new ListAudit(database);
    }

    /**
     * Reads.
     *
     * @throws dev.asyncgate.error.GateException DATABASE_UNAVAILABLE
     */
    public Overview run(UUID tenantId, Range range) {
        Measures measures = measure.run(tenantId);
        Series series = series(tenantId, range);
        Workers workers = workers(tenantId);
        return new Overview(
                range,
                measures,
                obligations.run(tenantId),
                series.slots(range),
                series.types(measures),
                expiring(tenantId),
                workers.notStarted(),
                workers.lines(),
                workers.seen(),
                workers.running(),
                anomalies(tenantId),
                countAnomalies(tenantId, series.first),
                audit.run(tenantId, AuditFilter.ofKind(AuditKind.OPERATOR), LINES, null)
                        .events());
    }

    private Series series(UUID tenantId, Range range) {
        int slot = Math.toIntExact(range.slot().toSeconds());
        var series = new Series();
        database.statement(session -> session.query(SERIES)
                        .id(tenantId)
                        .integer(range.spanSeconds())
                        .integer(slot)
                        .integer(range.slots())
                        .integer(slot)
                        .integer(MOST_TYPES)
                        .list(Counted::of))
                .forEach(series::add);
        return series;
    }

    private List<ExpiringLease> expiring(UUID tenantId) {
        return database.statement(session -> session.query(EXPIRING)
                .id(tenantId)
                .integer(LINES)
                .list(row -> new ExpiringLease(
                        row.id("lease_id"),
                        row.id("task_id"),
                        row.text("type"),
                        row.text("worker_id"),
                        row.instant("acquired_at"),
                        row.instant("expires_at"),
                        row.flag("started"))));
    }

    /** The line without a worker's name holds the sums. */
    private Workers workers(UUID tenantId) {
        List<WorkerRow> rows = database.statement(session -> session.query(WORKERS)
                .integer(SLOW_START_SECONDS)
                .id(tenantId)
                .id(tenantId)
                .integer(LAST_LEASES)
                .integer(LINES)
                .list(WorkerRow::of));
        WorkerRow sums = rows.getLast();
        return new Workers(
                rows.stream()
                        .filter(row -> row.workerId() != null)
                        .map(WorkerRow::line)
                        .toList(),
                sums.live(),
                sums.completed(),
                sums.troubled());
    }

    private List<Receipt> anomalies(UUID tenantId) {
        var filter = new LedgerFilter(null, null, ReceiptType.SYSTEM_ANOMALY, null);
        return ledger.run(tenantId, filter, Ledger.Order.NEWEST_FIRST, null, LINES).entries().stream()
                .map(LedgerEntry::receipt)
                .toList();
    }

    private long countAnomalies(UUID tenantId, Instant since) {
        return database.statement(session -> session.query(ANOMALIES)
                .id(tenantId)
                .integer(MOST_ANOMALIES)
                .instant(since)
                .one(row -> row.number("n")));
    }

    private record Workers(List<WorkerLine> lines, long seen, long running, long notStarted) {}

    private record WorkerRow(
            @Nullable String workerId, long live, long completed, long troubled, long lost, Instant seenAt) {

        static WorkerRow of(Row row) throws SQLException {
            return new WorkerRow(
                    row.textOrNull("worker_id"),
                    row.number("live"),
                    row.number("completed"),
                    row.number("troubled"),
                    row.number("lost"),
                    row.instant("seen_at"));
        }

        WorkerLine line() {
            return new WorkerLine(Objects.requireNonNull(workerId), live, completed, troubled, lost, seenAt);
        }
    }

    private record Counted(
            String what,
            int slot,
            @Nullable String type,
            @Nullable String state,
            int took,
            long count,
            Instant first) {

        static Counted of(Row row) throws SQLException {
            return new Counted(
                    row.text("what"),
                    row.integer("slot"),
                    row.textOrNull("type"),
                    row.textOrNull("outcome"),
                    row.integer("took"),
                    row.number("n"),
                    row.instant("first"));
        }

        TaskStatus status() {
            return TaskStatus.ofWireName(Objects.requireNonNull(state));
        }
    }

    /** How it went: by slot and by type. */
    private static final class Series {

        private final Map<Integer, Ended> bySlot = new HashMap<>();
        private final Map<String, Ended> byType = new HashMap<>();
        private final Map<Integer, Map<TaskStatus, Long>> open = new HashMap<>();
        private Instant first = Instant.EPOCH;

        void add(Counted row) {
            first = row.first();
            switch (row.what()) {
                case "slot" ->
                    bySlot.computeIfAbsent(row.slot(), ignored -> new Ended()).add(row);
                case "type" ->
                    byType.computeIfAbsent(Objects.requireNonNull(row.type()), ignored -> new Ended())
                            .add(row);
                case "open" ->
                    open.computeIfAbsent(row.slot(), ignored -> new EnumMap<>(TaskStatus.class))
                            .put(row.status(), row.count());
                default -> {}
            }
        }

        List<Slot> slots(Range range) {
            var slots = new ArrayList<Slot>();
            for (int i = 0; i < range.slots(); i++) {
                Ended ended = bySlot.getOrDefault(i, new Ended());
                slots.add(new Slot(first.plus(range.slot().multipliedBy(i)), ended.byOutcome, ended.took, open.get(i)));
            }
            return slots;
        }

        List<TypeLine> types(Measures measures) {
            var names = new ArrayList<>(byType.keySet());
            measures.open().stream()
                    .map(Measures.OpenTasks::type)
                    .filter(type -> !names.contains(type) && !type.equals(Measures.OTHER_TYPES))
                    .distinct()
                    .forEach(names::add);
            return names.stream()
                    .map(type -> line(type, measures))
                    .sorted(Comparator.comparingLong(
                                    (TypeLine line) -> line.queued() + line.running() + line.endedInAll())
                            .reversed()
                            .thenComparing(TypeLine::type))
                    .toList();
        }

        private TypeLine line(String type, Measures measures) {
            Ended ended = byType.getOrDefault(type, new Ended());
            return new TypeLine(
                    type,
                    count(measures, type, TaskStatus.QUEUED),
                    count(measures, type, TaskStatus.RUNNING),
                    ended.byOutcome,
                    ended.took,
                    measures.open().stream()
                            .filter(tasks -> tasks.type().equals(type))
                            .map(Measures.OpenTasks::oldestEligibleAt)
                            .filter(Objects::nonNull)
                            .min(Comparator.naturalOrder())
                            .orElse(null));
        }

        private static long count(Measures measures, String type, TaskStatus status) {
            return measures.open().stream()
                    .filter(tasks -> tasks.type().equals(type) && tasks.status() == status)
                    .mapToLong(Measures.OpenTasks::count)
                    .sum();
        }
    }

    private static final class Ended {

        private final Map<TaskStatus, Long> byOutcome = new EnumMap<>(TaskStatus.class);
        private final TookHistogram took = new TookHistogram();

        void add(Counted row) {
            byOutcome.merge(row.status(), row.count(), Long::sum);
            took.add(row.took(), row.count());
        }
    }
}
