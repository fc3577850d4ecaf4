package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Row;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Limits;
import dev.asyncgate.principal.Principal;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts a session of a principal and reads its inbox, as bootstrap answers them. One round trip. */
public final class BeginSession {

    private static final String INBOX = """
            , page AS (
                SELECT r.* FROM receipts r WHERE r.tenant_id = ? AND r.to_id = ? AND r.to_kind = ?
            """ + Since.AFTER + """
                ORDER BY r.position, r.receipt_id LIMIT ?
            )
            SELECT known.yes AS known, s.first_seen_at, s.last_seen_at, s.sessions_count,
            """ + ReceiptRows.ENTRY + """
            FROM (SELECT EXISTS (SELECT FROM since) AS yes) known LEFT JOIN session s ON true LEFT JOIN page r ON true
            ORDER BY r.position, r.receipt_id
            """;

    private static final String COUNT_SESSION = "WITH " + Since.CTE + Sessions.COUNTED + INBOX;
    private static final String LOOK = "WITH " + Since.CTE + Sessions.SEEN + INBOX;

    private final Database database;

    public BeginSession(Database database) {
        this.database = database;
    }

    private record Found(
            boolean known,
            @Nullable Relationship relationship,
            @Nullable LedgerEntry entry) {}

    /**
     * Counts a session, unless the principal is a person, and reads what is addressed to it.
     *
     * @param since the id of a receipt, archived or not, or a cursor; null to begin
     * @param limit 1 to 1,000
     * @throws GateException INVALID_REQUEST for a receipt that the tenant never had and for what is no cursor
     */
    public Bootstrap run(UUID tenantId, Principal principal, @Nullable String since, int limit) {
        Limits.requireRange("limit", limit, 1, Pages.MOST);
        Since after = Since.parse(since, Since.BEGINNING);
        List<Found> rows = database.statement(session -> Sessions.bind(
                        after.bind(session.query(Sessions.counts(principal) ? COUNT_SESSION : LOOK), tenantId),
                        tenantId,
                        principal)
                .id(tenantId)
                .text(principal.id())
                .text(principal.kind().wireName())
                .integer(limit)
                .list(row -> found(row, principal)));
        if (!rows.getFirst().known()) {
            throw Since.unknown(after.receiptId());
        }
        List<LedgerEntry> inbox =
                rows.stream().map(Found::entry).filter(Objects::nonNull).toList();
        UUID latest = inbox.isEmpty()
                ? after.lastReceiptId()
                : inbox.getLast().receipt().receiptId();
        return new Bootstrap(rows.getFirst().relationship(), inbox, latest);
    }

    private static Found found(Row row, Principal principal) throws SQLException {
        return new Found(
                row.flag("known"),
                Sessions.relationship(row, principal),
                row.idOrNull("receipt_id") == null ? null : ReceiptRows.entry(row));
    }
}
