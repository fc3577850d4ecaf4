package dev.asyncgate.app.asof;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.ObligationsAsOf;
import dev.asyncgate.history.ObligationsAsOf.Owed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was owed at an instant; runs off the FX thread. */
final class PastObligations implements Source<PastQuery, Owed> {

    private static final int MOST_PAGES = 10;

    private final Inspector inspector;

    PastObligations(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<Owed> page(PastQuery query, @Nullable String cursor) {
        List<Owed> found = new ArrayList<>();
        String next = cursor;
        for (int i = 0; i < MOST_PAGES && found.size() < PAGE; i++) {
            ObligationsAsOf.Page page = inspector.asOf(query.at()).openObligations(PAGE - found.size(), next);
            found.addAll(page.obligations());
            next = page.next();
            if (next == null) {
                break;
            }
        }
        return new Page<>(found, next);
    }

    @Override
    public UUID id(Owed owed) {
        return owed.receiptId();
    }

    @Override
    public boolean narrows(PastQuery query) {
        return false;
    }
}
