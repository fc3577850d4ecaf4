package dev.asyncgate.receipt;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.ReceiptGraph.Edge;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Reads the receipt graph around a task. Two round trips, whatever its depth. */
public final class GetLineage {

    /** How far the graph reaches. */
    public enum Scope {
        /** The task's own receipts. */
        TASK,
        /** The whole delegation tree that the task belongs to. */
        TREE
    }

    private static final String TASK = "SELECT " + ReceiptRows.COLUMNS + """
            FROM receipts r WHERE r.tenant_id = ? AND r.task_id = ?
            ORDER BY r.position, r.receipt_id LIMIT ?
            """;

    /**
     * From task to task along the edges between tasks, both ways; UNION drops those already met. Whoever was met from the
     * only task that caused it has nobody else above it, so that looking up is for few. The receipts of a task are looked
     * for among the edges at once: they lie together. Everything else is looked up by key, in the plan of a young table too.
     */
    private static final String WALKED = """
            WITH RECURSIVE walked (task_id, up) AS (
                SELECT ?::uuid, true
                UNION
                SELECT near.task_id, near.up
                FROM walked CROSS JOIN LATERAL (
                    SELECT child.task_id, cardinality(child.parents) > 1 AS up
                    FROM receipt_edges e
                    CROSS JOIN LATERAL (
                        SELECT r.task_id, r.parents FROM receipts r
                        WHERE r.tenant_id = e.tenant_id AND r.receipt_id = e.child_id OFFSET 0) child
                    WHERE e.tenant_id = ? AND e.parent_id = ANY (ARRAY (
                        SELECT own.receipt_id FROM receipts own
                        WHERE own.tenant_id = ? AND own.task_id = walked.task_id))
                    UNION ALL
                    SELECT parent.task_id, true
                    FROM submitted_tasks t
                    CROSS JOIN LATERAL unnest((
                        SELECT own.parents FROM receipts own
                        WHERE own.tenant_id = t.tenant_id AND own.receipt_id = t.assigned_receipt_id)) AS cause (id)
                    CROSS JOIN LATERAL (
                        SELECT r.task_id FROM receipts r
                        WHERE r.tenant_id = t.tenant_id AND r.receipt_id = cause.id OFFSET 0) parent
                    WHERE walked.up AND t.tenant_id = ? AND t.task_id = walked.task_id
                ) near
                WHERE near.task_id IS NOT NULL
            )
            """;

    /** Every task of the tree; bound to its id and three times to the tenant. */
    public static final String REACHED =
            WALKED.stripTrailing() + ", reached AS MATERIALIZED (SELECT DISTINCT task_id FROM walked)\n";

    /** Each task is met twice at most and has a receipt: no more are walked to than are needed to know of too many. */
    private static final String TREE = WALKED + "SELECT " + ReceiptRows.COLUMNS + """
            FROM receipts r WHERE r.tenant_id = ? AND r.task_id = ANY (ARRAY (SELECT task_id FROM walked LIMIT ?))
            ORDER BY r.position, r.receipt_id LIMIT ?
            """;

    private static final String TASKS = """
            SELECT t.task_id, t.type, coalesce(f.outcome, task_status(w.lease_id, w.started_at)) AS status,
                   t.created_by_kind || ':' || t.created_by_id AS owner,
                   (SELECT o.receipt_id FROM open_obligations o
                    WHERE o.tenant_id = t.tenant_id AND o.principal_id = t.created_by_id
                      AND o.principal_kind = t.created_by_kind AND o.created_at = t.created_at
                      AND o.receipt_id = t.assigned_receipt_id) AS open_receipt_id
            FROM submitted_tasks t
            LEFT JOIN open_tasks w ON w.tenant_id = t.tenant_id AND w.task_id = t.task_id
            LEFT JOIN task_outcomes f ON f.tenant_id = t.tenant_id AND f.task_id = t.task_id
            WHERE t.tenant_id = ? AND t.task_id = ANY (?)
            ORDER BY t.created_at, t.task_id
            """;

    private record TaskAndOpen(LineageTask task, Set<UUID> open) {}

    private final Database database;

    public GetLineage(Database database) {
        this.database = database;
    }

    /**
     * Reads the graph; empty when the tenant has no such task.
     *
     * @param limit how many receipts at most; of more, those of the tasks nearby
     */
    public Lineage run(UUID tenantId, UUID taskId, Scope scope, int limit) {
        List<Receipt> receipts = database.statement(session -> switch (scope) {
            case TASK ->
                session.query(TASK).id(tenantId).id(taskId).integer(limit + 1).list(ReceiptRows::receipt);
            case TREE ->
                session.query(TREE)
                        .id(taskId)
                        .id(tenantId)
                        .id(tenantId)
                        .id(tenantId)
                        .id(tenantId)
                        .integer(2 * (limit + 1))
                        .integer(limit + 1)
                        .list(ReceiptRows::receipt);
        });
        boolean truncated = receipts.size() > limit;
        return lineage(tenantId, truncated ? receipts.subList(0, limit) : receipts, truncated);
    }

    /**
     * Reads what a receipt came of and what came of it: its ancestors so many edges up, and its descendants so many down.
     *
     * @param up 0 to 100
     * @param down 0 to 100
     * @throws GateException RECEIPT_NOT_FOUND
     */
    public Lineage around(UUID tenantId, UUID receiptId, int up, int down) {
        ReceiptGraph walked =
                new WalkLineage(database).ofReceipt(tenantId, receiptId, Math.max(1, Math.max(up, down)), Pages.MOST);
        List<Receipt> all = walked.entries().stream().map(LedgerEntry::receipt).toList();
        Set<UUID> near = new HashSet<>();
        reach(near, receiptId, up, edges(walked, Edge::child, Edge::parent));
        reach(near, receiptId, down, edges(walked, Edge::parent, Edge::child));
        return lineage(
                tenantId,
                all.stream().filter(it -> near.contains(it.receiptId())).toList(),
                walked.truncated() && walked.entries().size() >= Pages.MOST);
    }

    private static Map<UUID, List<UUID>> edges(ReceiptGraph graph, Function<Edge, UUID> from, Function<Edge, UUID> to) {
        return graph.edges().stream().collect(groupingBy(from, mapping(to, toList())));
    }

    private static void reach(Set<UUID> reached, UUID start, int steps, Map<UUID, List<UUID>> edges) {
        Set<UUID> rim = Set.of(start);
        for (int step = 0; step <= steps && !rim.isEmpty(); step++) {
            reached.addAll(rim);
            rim = rim.stream()
                    .flatMap(id -> edges.getOrDefault(id, List.of()).stream())
                    .collect(toSet());
        }
    }

    private Lineage lineage(UUID tenantId, List<Receipt> kept, boolean truncated) {
        Set<UUID> taskIds = new LinkedHashSet<>();
        kept.stream().map(Receipt::taskId).filter(Objects::nonNull).forEach(taskIds::add);
        List<TaskAndOpen> tasks = tasks(tenantId, taskIds);
        Set<UUID> open = new HashSet<>();
        tasks.forEach(task -> open.addAll(task.open()));
        return new Lineage(kept, tasks.stream().map(TaskAndOpen::task).toList(), open, truncated);
    }

    private List<TaskAndOpen> tasks(UUID tenantId, Set<UUID> taskIds) {
        return database.statement(session -> session.query(TASKS)
                .id(tenantId)
                .ids(taskIds)
                .list(row -> {
                    UUID open = row.idOrNull("open_receipt_id");
                    return new TaskAndOpen(
                            new LineageTask(row.id("task_id"), row.text("type"), row.text("status"), row.text("owner")),
                            open == null ? Set.of() : Set.of(open));
                }));
    }
}
