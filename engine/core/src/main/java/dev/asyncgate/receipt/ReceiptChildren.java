package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The receipts that name a receipt as a parent: those of its task, found among the task's receipts, and those of other
 * tasks, found by their edges. One round trip.
 */
public final class ReceiptChildren {

    private static final String SQL = """
            WITH parent AS MATERIALIZED (
                SELECT receipt_id, task_id FROM receipts WHERE tenant_id = ? AND receipt_id = ?
                UNION ALL
                SELECT receipt_id, task_id FROM archived_receipts WHERE tenant_id = ? AND receipt_id = ?
                LIMIT 1
            ), child AS MATERIALIZED (
                SELECT c.receipt_id FROM receipts c
                WHERE c.tenant_id = ? AND c.task_id = (SELECT task_id FROM parent)
                  AND (SELECT receipt_id FROM parent) = ANY (c.parents)
                UNION
                SELECT e.child_id FROM receipt_edges e
                WHERE e.tenant_id = ? AND e.parent_id = (SELECT receipt_id FROM parent)
            ), place AS MATERIALIZED (
                SELECT r.receipt_id, r.position FROM receipts r
                WHERE r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (SELECT receipt_id FROM child))
            )
            SELECT
            """ + ReceiptRows.ENTRY + """
            FROM parent LEFT JOIN receipts r ON r.tenant_id = ? AND r.receipt_id = ANY (ARRAY (
                SELECT receipt_id FROM place ORDER BY position, receipt_id LIMIT ?))
            ORDER BY r.position, r.receipt_id
            """;

    private final Database database;

    public ReceiptChildren(Database database) {
        this.database = database;
    }

    /**
     * Reads the children of a receipt, archived or not, in the order of positions.
     *
     * @param limit how many at most, 1 to 1,000
     * @throws GateException RECEIPT_NOT_FOUND when the tenant never had the receipt
     */
    public List<LedgerEntry> run(UUID tenantId, UUID receiptId, int limit) {
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        List<Optional<LedgerEntry>> rows = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .id(receiptId)
                .id(tenantId)
                .id(receiptId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .id(tenantId)
                .integer(limit)
                .list(ReceiptChildren::child));
        if (rows.isEmpty()) {
            throw GetReceipt.notFound(receiptId);
        }
        return rows.stream().flatMap(Optional::stream).toList();
    }

    /** A receipt without children is one row without one. */
    private static Optional<LedgerEntry> child(Row row) throws SQLException {
        return row.idOrNull("receipt_id") == null ? Optional.empty() : Optional.of(ReceiptRows.entry(row));
    }
}
