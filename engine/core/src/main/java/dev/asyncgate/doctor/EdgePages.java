package dev.asyncgate.doctor;

import dev.asyncgate.database.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The edges between tasks, page by page: each must be what its child says. Used by one thread. */
final class EdgePages {

    private static final int PAGE = 5000;

    /** A child that was archived has no parents any more to compare with. */
    private static final String SQL = """
            SELECT e.parent_id, e.child_id,
                   CASE WHEN c.receipt_id IS NULL AND c.archived IS NULL THEN 'the edge leads to no receipt of the tenant'
                        WHEN c.receipt_id IS NULL THEN NULL
                        WHEN e.parent_id <> ALL (c.parents) THEN 'it does not name ' || e.parent_id || ' as its parent'
                        WHEN c.type <> e.child_type THEN 'the edge says that it is a ' || e.child_type
                        WHEN c.task_id = c.parent_task_id THEN
                            'parent ' || e.parent_id || ' belongs to its own task'
                   END AS wrong
            FROM (SELECT * FROM receipt_edges
                  WHERE tenant_id = ? AND (parent_id, child_id) > (?::uuid, ?::uuid)
                  ORDER BY parent_id, child_id LIMIT 5000) e
            CROSS JOIN LATERAL (
                SELECT r.receipt_id, r.parents, r.type, r.task_id, p.task_id AS parent_task_id,
                       (SELECT a.receipt_id FROM archived_receipts a
                        WHERE a.tenant_id = e.tenant_id AND a.receipt_id = e.child_id) AS archived
                FROM (SELECT 1) one
                LEFT JOIN receipts r ON r.tenant_id = e.tenant_id AND r.receipt_id = e.child_id
                LEFT JOIN receipts p ON p.tenant_id = e.tenant_id AND p.receipt_id = e.parent_id
                OFFSET 0) c
            ORDER BY e.parent_id, e.child_id
            """;

    private record Edge(UUID parentId, UUID childId, Optional<String> wrong) {}

    private final Database database;
    private final UUID tenantId;
    private UUID afterParent = new UUID(0, 0);
    private UUID afterChild = new UUID(0, 0);

    EdgePages(Database database, UUID tenantId) {
        this.database = database;
        this.tenantId = tenantId;
    }

    /** Checks a page; false when there are no more. */
    boolean next(VerifyLedger.Tally tally) {
        List<Edge> page = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(afterParent)
                .id(afterChild)
                .list(row -> new Edge(
                        row.id("parent_id"), row.id("child_id"), Optional.ofNullable(row.textOrNull("wrong")))));
        tally.edges(page.size());
        for (Edge edge : page) {
            edge.wrong()
                    .ifPresent(wrong -> tally.add(new LedgerFault(edge.childId(), LedgerFault.Kind.EDGE_STRAY, wrong)));
        }
        if (!page.isEmpty()) {
            afterParent = page.getLast().parentId();
            afterChild = page.getLast().childId();
        }
        return page.size() == PAGE;
    }
}
