package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.receipt.ReceiptGraph.Edge;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Walks the receipt graph from a task or a receipt, along edges both ways, a step at a time; the nearest are kept. One
 * round trip, whatever the depth.
 */
public final class WalkLineage {

    /** Deepest walk, in edges. */
    public static final int MOST_STEPS = 100;

    /**
     * Each row of the walk is a step: what it reached, and all that was reached so far. It goes one step beyond the depth
     * and one receipt beyond the limit, to tell whether there is more. Archived receipts are no part of it.
     * OFFSET keeps a step from being worked out at each place that names its receipts.
     */
    private static final String WALK = """
            ), walk (step, reached, seen) AS (
                SELECT 0, ids, ids FROM start
                UNION ALL
                SELECT w.step + 1, near.ids, w.seen || near.ids
                FROM walk w CROSS JOIN LATERAL (SELECT ARRAY (
                    SELECT n.id FROM (
                        SELECT p.id FROM receipts r CROSS JOIN LATERAL unnest(r.parents) AS p (id)
                        WHERE r.tenant_id = ? AND r.receipt_id = ANY (w.reached)
                        UNION
                        SELECT e.child_id FROM receipt_edges e WHERE e.tenant_id = ? AND e.parent_id = ANY (w.reached)
                        UNION
                        SELECT c.receipt_id
                        FROM (SELECT DISTINCT r.task_id FROM receipts r
                              WHERE r.tenant_id = ? AND r.receipt_id = ANY (w.reached) AND r.task_id IS NOT NULL) t
                        JOIN receipts c ON c.tenant_id = ? AND c.task_id = t.task_id
                        CROSS JOIN LATERAL unnest(c.parents) AS p (id)
                        WHERE p.id IN (SELECT unnest(w.reached))
                        EXCEPT
                        SELECT unnest(w.seen)
                    ) n
                    WHERE (SELECT true FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = n.id)
                    ORDER BY n.id LIMIT ? - cardinality(w.seen)) AS ids OFFSET 0) near
                WHERE w.step <= ? AND cardinality(w.seen) < ? AND cardinality(near.ids) > 0
            ), within AS MATERIALIZED (
                SELECT ids.id FROM walk w CROSS JOIN LATERAL unnest(w.reached) WITH ORDINALITY AS ids (id, number)
                WHERE w.step <= ? ORDER BY w.step, ids.number LIMIT ?
            )
            SELECT start.known, (SELECT max(cardinality(seen)) FROM walk) AS met,
            """ + ReceiptRows.ENTRY + """
            FROM start LEFT JOIN receipts r ON r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (SELECT id FROM within))
            ORDER BY r.position, r.receipt_id
            """;

    private static final String OF_TASK = """
            WITH RECURSIVE start AS MATERIALIZED (
                SELECT EXISTS (SELECT FROM submitted_tasks WHERE tenant_id = ? AND task_id = ?) AS known,
                       ARRAY (SELECT r.receipt_id FROM receipts r WHERE r.tenant_id = ? AND r.task_id = ?
                              ORDER BY r.position, r.receipt_id LIMIT ?) AS ids
            """ + WALK;

    private static final String OF_RECEIPT = """
            WITH RECURSIVE start AS MATERIALIZED (
                SELECT EXISTS (SELECT FROM receipts WHERE tenant_id = ? AND receipt_id = ?) AS known,
                       ARRAY (SELECT r.receipt_id FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = ? LIMIT ?) AS ids
            """ + WALK;

    private final Database database;

    public WalkLineage(Database database) {
        this.database = database;
    }

    /**
     * Walks from every receipt of a task.
     *
     * @param depth how many edges to follow, 1 to 100
     * @param limit how many receipts at most, 1 to 1,000
     * @throws GateException TASK_NOT_FOUND
     */
    public ReceiptGraph ofTask(UUID tenantId, UUID taskId, int depth, int limit) {
        ReceiptGraph graph = walk(OF_TASK, tenantId, taskId, depth, limit);
        if (graph == null) {
            throw new GateException(ErrorCode.TASK_NOT_FOUND, "No task of this tenant has the id " + taskId + ".");
        }
        return graph;
    }

    /**
     * Walks from one receipt.
     *
     * @param depth how many edges to follow, 1 to 100
     * @param limit how many receipts at most, 1 to 1,000
     * @throws GateException RECEIPT_NOT_FOUND
     */
    public ReceiptGraph ofReceipt(UUID tenantId, UUID receiptId, int depth, int limit) {
        ReceiptGraph graph = walk(OF_RECEIPT, tenantId, receiptId, depth, limit);
        if (graph == null) {
            throw GetReceipt.notFound(receiptId);
        }
        return graph;
    }

    private record Found(boolean known, int met, @Nullable LedgerEntry entry) {}

    private @Nullable ReceiptGraph walk(String sql, UUID tenantId, UUID startId, int depth, int limit) {
        Limits.requireRange("depth", depth, 1, MOST_STEPS);
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        List<Found> rows = database.statement(session -> session.query(sql)
                .id(tenantId)
                .id(startId)
                .id(tenantId)
                .id(startId)
                .integer(limit + 1)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .integer(limit + 1)
                .integer(depth)
                .integer(limit + 1)
                .integer(depth)
                .integer(limit)
                .id(tenantId)
                .list(WalkLineage::found));
        if (!rows.getFirst().known()) {
            return null;
        }
        List<LedgerEntry> entries =
                rows.stream().map(Found::entry).filter(Objects::nonNull).toList();
        return new ReceiptGraph(entries, edges(entries), rows.getFirst().met() > entries.size());
    }

    /** A task whose receipts were all archived is one row without an entry. */
    private static Found found(Row row) throws SQLException {
        return new Found(
                row.flag("known"),
                row.integer("met"),
                row.idOrNull("receipt_id") == null ? null : ReceiptRows.entry(row));
    }

    private static List<Edge> edges(List<LedgerEntry> entries) {
        Set<UUID> ids = new HashSet<>();
        entries.forEach(entry -> ids.add(entry.receipt().receiptId()));
        return entries.stream()
                .map(LedgerEntry::receipt)
                .flatMap(child -> child.parents().stream()
                        .filter(ids::contains)
                        .map(parent -> new Edge(parent, child.receiptId(), child.type())))
                .toList();
    }
}
