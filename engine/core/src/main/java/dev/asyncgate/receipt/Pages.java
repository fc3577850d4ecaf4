package dev.asyncgate.receipt;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.Query;
import dev.asyncgate.database.Row;
import dev.asyncgate.json.Limits;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a page of the ledger is read in one round trip, whatever it asks for: after a receipt or a cursor, by position.
 *
 * <p>Positions are given by transactions, which commit in another order. A page therefore ends below the oldest
 * transaction that still runs: what is below is complete, and a reader that goes on from its last receipt meets each
 * receipt exactly once.
 */
final class Pages {

    /** Most receipts of one page. */
    static final int MOST = 1000;

    private Pages() {}

    /** Binds the parameters of the statement's own part. */
    @FunctionalInterface
    interface Parameters {
        Query bind(Query query);
    }

    /**
     * A statement whose page is in the order of positions.
     *
     * @param receipts selects the page's receipts; it sees {@code since}, and may be preceded by CTEs
     */
    static String oldestFirst(String ctes, String receipts) {
        return sql(ctes, receipts) + "ORDER BY r.position, r.receipt_id";
    }

    /** The same the other way round. */
    static String newestFirst(String ctes, String receipts) {
        return sql(ctes, receipts) + "ORDER BY r.position DESC, r.receipt_id DESC";
    }

    private static String sql(String ctes, String receipts) {
        return "WITH " + Since.CTE + ctes + ", page AS (" + receipts + """
            )
            SELECT known.yes AS known,
            """ + ReceiptRows.ENTRY + """
            FROM (SELECT EXISTS (SELECT FROM since) AS yes) known LEFT JOIN page r ON true
            """;
    }

    /** Runs such a statement; its own parameters, the limit among them, come after those of {@code since}. */
    static LedgerPage read(
            Database database, String sql, UUID tenantId, Since since, int limit, Parameters parameters) {
        Limits.requireRange("limit", limit, 1, MOST);
        List<Found> rows = database.statement(session ->
                parameters.bind(since.bind(session.query(sql), tenantId)).list(Pages::found));
        if (!rows.getFirst().known()) {
            throw Since.unknown(since.receiptId());
        }
        List<LedgerEntry> entries =
                rows.stream().map(Found::entry).filter(Objects::nonNull).toList();
        return new LedgerPage(entries, entries.size() < limit ? null : Since.cursorAfter(entries.getLast()));
    }

    /** An empty page is one row without an entry. */
    private record Found(boolean known, @Nullable LedgerEntry entry) {}

    private static Found found(Row row) throws SQLException {
        return new Found(row.flag("known"), row.idOrNull("receipt_id") == null ? null : ReceiptRows.entry(row));
    }
}
