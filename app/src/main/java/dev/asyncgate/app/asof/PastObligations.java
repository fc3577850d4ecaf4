package dev.asyncgate.app.asof;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.app.rows.Source;
import dev.asyncgate.engine.AsOf;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.history.ObligationsAsOf;
import dev.asyncgate.history.ObligationsAsOf.Owed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was owed at an instant; runs off the FX thread. */
final class PastObligations implements Source<PastQuery, Owed> {

    private final Inspector inspector;

    PastObligations(Inspector inspector) {
        this.inspector = inspector;
    }

    @Override
    public Page<Owed> page(PastQuery query, @Nullable String cursor) {
        AsOf past = inspector.asOf(query.at());
        return Page.gathered(cursor, (limit, from) -> {
            ObligationsAsOf.Page page = past.openObligations(limit, from);
            return new Page<>(page.obligations(), page.next());
        });
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
