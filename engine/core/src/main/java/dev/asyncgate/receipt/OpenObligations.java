package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The obligations of a principal that nothing has discharged, oldest first. One round trip a page. */
public final class OpenObligations {

    /**
     * A page of open obligations.
     *
     * @param nextCursor opaque; null when this page held fewer than asked for
     */
    public record Page(List<Receipt> obligations, @Nullable String nextCursor) {
        public Page {
            obligations = List.copyOf(obligations);
        }
    }

    private static final String SQL = "SELECT " + ReceiptRows.COLUMNS + """
            FROM open_obligations o
            JOIN receipts r ON r.tenant_id = o.tenant_id AND r.receipt_id = o.receipt_id
            WHERE o.tenant_id = ? AND o.principal_id = ? AND o.principal_kind = ?
              AND (o.created_at, o.receipt_id) > (?::timestamptz, ?::uuid)
            ORDER BY o.created_at, o.receipt_id LIMIT ?
            """;

    private static final String COUNT = "SELECT count(*) AS n FROM open_obligations WHERE tenant_id = ?";

    private static final UUID FIRST_ID = new UUID(0, 0);

    private final Database database;

    public OpenObligations(Database database) {
        this.database = database;
    }

    /**
     * Reads a page.
     *
     * @param limit 1 to 200
     * @param cursor of the page before; null for the first. It pages one pass; the next poll starts anew
     */
    public Page run(UUID tenantId, Principal principal, int limit, @Nullable String cursor) {
        Key after = cursor == null ? new Key(Instant.EPOCH, FIRST_ID) : Key.parse(cursor);
        List<Receipt> page = database.statement(session -> session.query(SQL)
                .id(tenantId)
                .text(principal.id())
                .text(principal.kind().wireName())
                .instant(after.createdAt())
                .id(after.receiptId())
                .integer(limit)
                .list(ReceiptRows::receipt));
        return new Page(
                page, page.size() < limit ? null : Key.of(page.getLast()).toCursor());
    }

    /** How many obligations of the tenant are open, whoever owns them. */
    public long count(UUID tenantId) {
        return database.statement(session -> session.query(COUNT).id(tenantId).one(row -> row.number("n")));
    }

    private record Key(Instant createdAt, UUID receiptId) {

        static Key of(Receipt receipt) {
            return new Key(receipt.createdAt(), receipt.receiptId());
        }

        String toCursor() {
            String plain = createdAt + " " + receiptId;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        static Key parse(String cursor) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int space = plain.indexOf(' ');
                return new Key(Instant.parse(plain.substring(0, space)), UUID.fromString(plain.substring(space + 1)));
            } catch (RuntimeException e) {
                throw GateException.invalid(
                        "cursor", "cursor is not one that openObligations has answered. Leave it out to begin anew.");
            }
        }
    }
}
