package dev.asyncgate.app.anomalies;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Ledger.Order;
import dev.asyncgate.receipt.LedgerPage;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class AnomalyReads implements Source<AnomalyQuery, Receipt> {

    /** A page of one kind looks through this many pages of all kinds, and goes on where it stopped. */
    private static final int MOST_PAGES = 10;

    private final Inspector inspector;

    AnomalyReads(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<Receipt> page(AnomalyQuery query, @Nullable String cursor) {
        var found = new ArrayList<Receipt>();
        String next = cursor;
        for (int i = 0; i < MOST_PAGES && found.size() < PAGE; i++) {
            LedgerPage page = inspector.ledger(query.filter(), Order.NEWEST_FIRST, next, PAGE);
            page.entries().stream()
                    .map(entry -> entry.receipt())
                    .filter(receipt -> query.kind() == null || AnomalyKind.of(receipt) == query.kind())
                    .forEach(found::add);
            next = page.nextCursor();
            if (next == null) {
                break;
            }
        }
        return new Page<>(found, next);
    }

    @Override
    public UUID id(Receipt receipt) {
        return receipt.receiptId();
    }

    @Override
    public boolean narrows(AnomalyQuery query) {
        return !query.equals(AnomalyQuery.ALL);
    }
}
