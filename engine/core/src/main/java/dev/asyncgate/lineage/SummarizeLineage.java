package dev.asyncgate.lineage;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.lineage.LineageSummary.Bucket;
import dev.asyncgate.lineage.LineageSummary.Cause;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts a delegation tree of whatever size by lane and time. One round trip, and an answer that stays small. */
public final class SummarizeLineage {

    /** A row is some tasks of a bucket in one state, or how many a bucket caused of another. */
    private static final String SQL = GetLineage.REACHED.stripTrailing() + """
            , task AS MATERIALIZED (
                SELECT t.task_id, t.type, t.created_by_kind || ':' || t.created_by_id AS owner, t.created_at,
                       t.assigned_receipt_id,
                       coalesce((SELECT f.outcome FROM task_outcomes f
                                 WHERE f.tenant_id = t.tenant_id AND f.task_id = t.task_id),
                                (SELECT task_status(w.lease_id, w.started_at) FROM open_tasks w
                                 WHERE w.tenant_id = t.tenant_id AND w.task_id = t.task_id)) AS status,
                       (SELECT count(*) FROM receipts r WHERE r.tenant_id = t.tenant_id AND r.task_id = t.task_id) AS receipts,
                       (SELECT count(*) FROM open_obligations o
                        WHERE o.tenant_id = t.tenant_id AND o.principal_id = t.created_by_id
                          AND o.principal_kind = t.created_by_kind AND o.created_at = t.created_at
                          AND o.receipt_id = t.assigned_receipt_id) AS open
                FROM reached CROSS JOIN LATERAL (
                    SELECT * FROM submitted_tasks s WHERE s.tenant_id = ? AND s.task_id = reached.task_id OFFSET 0) t
            ), caused (task_id, depth) AS (
                SELECT task.task_id, 0 FROM task
                WHERE ?::text = 'DEPTH' AND NOT EXISTS (
                    SELECT FROM unnest((
                        SELECT own.parents FROM receipts own
                        WHERE own.tenant_id = ? AND own.receipt_id = task.assigned_receipt_id)) AS parent (id)
                    CROSS JOIN LATERAL (
                        SELECT r.task_id FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = parent.id OFFSET 0) cause
                    WHERE cause.task_id IS NOT NULL)
                UNION
                SELECT child.task_id, caused.depth + 1
                FROM caused CROSS JOIN LATERAL (
                    SELECT r.task_id
                    FROM receipt_edges e CROSS JOIN LATERAL (
                        SELECT r.task_id FROM receipts r
                        WHERE r.tenant_id = e.tenant_id AND r.receipt_id = e.child_id OFFSET 0) r
                    WHERE e.tenant_id = ? AND e.child_type = 'task.assigned' AND e.parent_id = ANY (ARRAY (
                        SELECT own.receipt_id FROM receipts own
                        WHERE own.tenant_id = ? AND own.task_id = caused.task_id))) child
            ), deepest AS MATERIALIZED (
                SELECT task_id, max(depth) AS depth FROM caused GROUP BY task_id
            ), step AS MATERIALIZED (
                SELECT min(s) AS seconds
                FROM unnest(?::int[]) AS s,
                     (SELECT extract(epoch FROM max(created_at) - min(created_at)) AS length FROM task) span
                WHERE span.length <= s::bigint * ?::int
            ), placed AS MATERIALIZED (
                SELECT task.*, step.seconds,
                       CASE ?::text WHEN 'DEPTH' THEN deepest.depth::text WHEN 'OWNER' THEN task.owner ELSE task.type END AS lane,
                       date_bin(make_interval(secs => step.seconds), created_at, timestamptz 'epoch') AS bucket
                FROM task CROSS JOIN step LEFT JOIN deepest ON deepest.task_id = task.task_id
            )
            SELECT p.lane, p.bucket, p.status, NULL::text AS caused_lane, NULL::timestamptz AS caused_bucket,
                   count(*)::int AS tasks, sum(p.receipts)::bigint AS receipts, sum(p.open)::int AS open,
                   min(p.created_at) AS first_at, min(p.seconds) AS seconds
            FROM placed p GROUP BY p.lane, p.bucket, p.status
            UNION ALL
            SELECT q.lane, q.bucket, NULL, p.lane, p.bucket, count(DISTINCT p.task_id)::int, 0, 0, NULL, min(p.seconds)
            FROM placed p
            CROSS JOIN LATERAL unnest((
                SELECT own.parents FROM receipts own
                WHERE own.tenant_id = ? AND own.receipt_id = p.assigned_receipt_id)) AS parent (id)
            CROSS JOIN LATERAL (
                SELECT r.task_id FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = parent.id OFFSET 0) cause
            JOIN placed q ON q.task_id = cause.task_id
            GROUP BY q.lane, q.bucket, p.lane, p.bucket
            ORDER BY first_at NULLS LAST, 1, 2, 4, 5
            """;

    private static final List<Integer> STEPS = List.of(
            1,
            2,
            5,
            10,
            15,
            30,
            60,
            120,
            300,
            600,
            1200,
            1800,
            3600,
            7200,
            21_600,
            43_200,
            86_400,
            604_800,
            2_592_000,
            31_536_000,
            315_360_000);
    private static final int ROWS = 10;

    private record Line(
            LineageSummary.Key key,
            @Nullable TaskStatus status,
            LineageSummary.@Nullable Key caused,
            int tasks,
            long receipts,
            int open,
            @Nullable Instant firstAt,
            int seconds) {}

    private final Database database;

    public SummarizeLineage(Database database) {
        this.database = database;
    }

    /** Counts the tree that a task belongs to; no buckets when the tenant has no such task. */
    public LineageSummary run(UUID tenantId, UUID taskId, Lanes lanes) {
        List<Line> lines = database.statement(session -> session.query(SQL)
                .id(taskId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .text(lanes.name())
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .integers(STEPS)
                .integer(ROWS)
                .text(lanes.name())
                .id(tenantId)
                .id(tenantId)
                .list(SummarizeLineage::line));
        Map<LineageSummary.Key, Bucket> buckets = new LinkedHashMap<>();
        List<Cause> causes = new ArrayList<>();
        for (Line line : lines) {
            if (line.caused() != null) {
                causes.add(new Cause(line.key(), line.caused(), line.tasks()));
            } else if (line.status() != null && line.firstAt() != null) {
                var one = new Bucket(
                        line.key(), line.firstAt(), Map.of(line.status(), line.tasks()), line.open(), line.receipts());
                buckets.merge(line.key(), one, SummarizeLineage::together);
            }
        }
        int seconds = lines.isEmpty() ? 1 : lines.getFirst().seconds();
        return new LineageSummary(lanes, Duration.ofSeconds(seconds), List.copyOf(buckets.values()), causes);
    }

    private static Bucket together(Bucket a, Bucket b) {
        var states = new EnumMap<TaskStatus, Integer>(TaskStatus.class);
        states.putAll(a.states());
        b.states().forEach((state, tasks) -> states.merge(state, tasks, Integer::sum));
        return new Bucket(a.key(), a.firstAt(), states, a.open() + b.open(), a.receipts() + b.receipts());
    }

    private static Line line(Row row) throws SQLException {
        String status = row.textOrNull("status");
        String causedLane = row.textOrNull("caused_lane");
        return new Line(
                new LineageSummary.Key(row.text("lane"), row.instant("bucket")),
                status == null ? null : TaskStatus.ofWireName(status),
                causedLane == null ? null : new LineageSummary.Key(causedLane, row.instant("caused_bucket")),
                row.integer("tasks"),
                row.number("receipts"),
                row.integer("open"),
                row.instantOrNull("first_at"),
                row.integer("seconds"));
    }
}
