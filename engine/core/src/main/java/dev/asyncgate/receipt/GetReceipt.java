package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.util.UUID;

/** Reads one receipt. One round trip. */
public final class GetReceipt {

    private static final String SQL =
            "SELECT " + ReceiptRows.ENTRY + "FROM receipts r WHERE r.tenant_id = ? AND r.receipt_id = ?";

    private final Database database;

    public GetReceipt(Database database) {
        this.database = database;
    }

    /**
     * Reads it.
     *
     * @throws GateException RECEIPT_NOT_FOUND when the tenant has no such receipt, or no more than its archived stub
     */
    public LedgerEntry run(UUID tenantId, UUID receiptId) {
        return database.statement(
                        session -> session.query(SQL).id(tenantId).id(receiptId).first(ReceiptRows::entry))
                .orElseThrow(() -> notFound(receiptId));
    }

    static GateException notFound(UUID receiptId) {
        return new GateException(
                ErrorCode.RECEIPT_NOT_FOUND,
                "This tenant has no receipt " + receiptId + "; if it had one, retention has archived it.");
    }
}
