package dev.asyncgate.receipt;

import dev.asyncgate.database.Row;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;

/** How a row of receipts is read. */
final class ReceiptRows {

    /** The columns that {@link #receipt} reads, of a table or subquery named r. */
    static final String COLUMNS = """
            r.receipt_id, r.type, r.created_at, r.from_kind, r.from_id, r.from_instance_id, r.to_kind, r.to_id, r.task_id,
            r.lease_id, r.schedule_id, r.parents, r.body, r.hash
            """;

    /** The columns that {@link #entry} reads; the mark of delivery is looked up for each row that is answered. */
    static final String ENTRY = COLUMNS + """
            , r.position, r.asyncgate_instance, r.trace_id,
            (SELECT d.delivered_at FROM deliveries d
             WHERE d.tenant_id = r.tenant_id AND d.receipt_id = r.receipt_id) AS delivered_at
            """;

    private ReceiptRows() {}

    static LedgerEntry entry(Row row) throws SQLException {
        return new LedgerEntry(
                receipt(row),
                row.number("position"),
                row.text("asyncgate_instance"),
                row.textOrNull("trace_id"),
                row.instantOrNull("delivered_at"));
    }

    static Receipt receipt(Row row) throws SQLException {
        return new Receipt(
                row.id("receipt_id"),
                ReceiptType.ofWireName(row.text("type")),
                row.instant("created_at"),
                new Principal(
                        PrincipalKind.parse(row.text("from_kind")),
                        row.text("from_id"),
                        row.textOrNull("from_instance_id")),
                new Principal(PrincipalKind.parse(row.text("to_kind")), row.text("to_id"), null),
                row.idOrNull("task_id"),
                row.idOrNull("lease_id"),
                row.idOrNull("schedule_id"),
                row.ids("parents"),
                row.json("body"),
                row.digest("hash"));
    }
}
