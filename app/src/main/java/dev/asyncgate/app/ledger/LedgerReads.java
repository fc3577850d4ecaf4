package dev.asyncgate.app.ledger;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.Ledger.Order;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.LedgerPage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class LedgerReads implements Source<LedgerQuery, LedgerEntry> {

    private final Inspector inspector;

    LedgerReads(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<LedgerEntry> page(LedgerQuery query, @Nullable String cursor) {
        return page(query, Order.NEWEST_FIRST, cursor, PAGE);
    }

    /** A page of as many as asked for, in either order. */
    Page<LedgerEntry> page(LedgerQuery query, Order order, @Nullable String cursor, int limit) {
        LedgerFilter filter = query.filter();
        LedgerPage page =
                filter == null ? inspector.tail(order, cursor, limit) : inspector.ledger(filter, order, cursor, limit);
        return new Page<>(page.entries(), page.nextCursor());
    }

    @Override
    public UUID id(LedgerEntry entry) {
        return entry.receipt().receiptId();
    }

    @Override
    public boolean narrows(LedgerQuery query) {
        return query.filter() != null;
    }

    Ledger.Size size() {
        return inspector.ledgerSize();
    }
}
