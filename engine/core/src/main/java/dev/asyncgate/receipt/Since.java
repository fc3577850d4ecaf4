package dev.asyncgate.receipt;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.database.Query;
import dev.asyncgate.error.GateException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of the ledger goes on: after a receipt that it names, whose place the statement looks up, or after the
 * place that a cursor holds. The stub of an archived receipt is as good as the receipt.
 *
 * @param receiptId the receipt that was named; null for a place
 * @param position of the place; null for a receipt
 * @param id of the receipt at the place; null for a receipt
 */
record Since(
        @Nullable UUID receiptId,
        @Nullable Long position,
        @Nullable UUID id) {

    /** A CTE of one row, or none when there is no such receipt. Parameters: those that {@link #bind} sets. */
    static final String CTE = """
            since AS MATERIALIZED (
                SELECT position, receipt_id FROM receipts WHERE tenant_id = ? AND receipt_id = ?
                UNION ALL
                SELECT position, receipt_id FROM archived_receipts WHERE tenant_id = ? AND receipt_id = ?
                UNION ALL
                SELECT position, receipt_id FROM (VALUES (?::bigint, ?::uuid)) AS given (position, receipt_id)
                WHERE position IS NOT NULL
                LIMIT 1
            )
            """;

    /** A condition on receipts named r: those after it. */
    static final String AFTER = """
             AND (r.position, r.receipt_id) > ((SELECT position FROM since), (SELECT receipt_id FROM since))
             AND r.position < ledger_horizon()
            """;

    /** A condition on receipts named r: those before it. */
    static final String BEFORE = """
             AND (r.position, r.receipt_id) < ((SELECT position FROM since), (SELECT receipt_id FROM since))
             AND r.position < ledger_horizon()
            """;

    /** Before everything. */
    static final Since BEGINNING = new Since(null, 0L, new UUID(0, 0));

    /** After everything. */
    static final Since END = new Since(null, Long.MAX_VALUE, new UUID(-1, -1));

    /** Its name on the wire. */
    static final String FIELD = "since_receipt_id";

    private static final int UUID_CHARACTERS = 36;

    /**
     * Reads what a caller gave: the id of a receipt or a cursor.
     *
     * @param start where to begin when it gave nothing
     * @throws GateException INVALID_REQUEST for what is neither
     */
    static Since parse(@Nullable String given, Since start) {
        if (given == null) {
            return start;
        }
        UUID receiptId = receiptIdOrNull(given);
        return receiptId != null
                ? new Since(receiptId, null, null)
                : Cursor.read(FIELD, given, 2, key -> new Since(null, key.number(0), key.id(1)));
    }

    /** The id of the receipt that was given; null when it was none. */
    static @Nullable UUID receiptIdOrNull(String given) {
        try {
            return given.length() == UUID_CHARACTERS ? UUID.fromString(given) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The cursor that goes on after this entry. */
    static String cursorAfter(LedgerEntry entry) {
        return Cursor.of(entry.position(), entry.receipt().receiptId());
    }

    /** Sets the parameters of {@link #CTE}. */
    Query bind(Query query, UUID tenantId) {
        return query.id(tenantId)
                .id(receiptId)
                .id(tenantId)
                .id(receiptId)
                .number(position)
                .id(id);
    }

    /** The receipt after which it goes on; null at the beginning. */
    @Nullable UUID lastReceiptId() {
        return receiptId != null ? receiptId : equals(BEGINNING) ? null : id;
    }

    /** To be thrown when the statement found no such receipt. */
    static GateException unknown(@Nullable UUID receiptId) {
        return GateException.invalid(
                FIELD, FIELD + " " + receiptId + " is no receipt of this tenant. Leave it out to begin anew.");
    }
}
