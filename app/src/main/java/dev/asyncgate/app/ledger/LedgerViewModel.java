package dev.asyncgate.app.ledger;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.export.ExportViewModel;
import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.receipt.SelectedReceipt;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.app.rows.TextQuery;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerEntry;
import java.time.Clock;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The receipts of the tenant, filtered and tailed, and the one that is looked at. For the FX thread only. */
final class LedgerViewModel {

    private final Scope scope;
    private final LedgerReads reads;
    private final RowsViewModel<LedgerQuery, LedgerEntry> rows;
    private final SelectedReceipt selected;
    private final VerificationViewModel verification;
    private final ExportViewModel export;
    private final TextQuery<LedgerQuery> query;
    private final ReadOnlyObjectWrapper<Ledger.@Nullable Size> size = new ReadOnlyObjectWrapper<>(this, "size");

    LedgerViewModel(Background background, Inspector inspector, Clock clock) {
        this.scope = background.scope();
        this.reads = new LedgerReads(inspector);
        this.rows = new RowsViewModel<>(background, reads, LedgerQuery.ALL, clock);
        this.selected = new SelectedReceipt(background, inspector);
        this.verification = new VerificationViewModel(background, inspector::verifyLedger);
        this.export = new ExportViewModel(background);
        rows.tailingProperty().set(true);
        rows.selectedProperty().subscribe(selected::select);
        this.query = new TextQuery<>(rows, LedgerQuery::read);
    }

    void arrive() {
        rows.arrive();
        count();
    }

    void leave() {
        rows.leave();
        scope.cancelAll();
    }

    /** Counted once for each visit: it is read from end to end. */
    private void count() {
        scope.load("size", reads::size, size::set, ignored -> size.set(null));
    }

    /** Verifies the whole ledger, whatever is shown of it. */
    void verify() {
        Ledger.Size counted = size.get();
        verification.start(counted == null ? rows.rows().size() : counted.receipts());
    }

    /** What is shown, all of it. */
    Exportable<?> exportable() {
        return new LedgerExport(reads, rows.queryProperty().get());
    }

    RowsViewModel<LedgerQuery, LedgerEntry> rows() {
        return rows;
    }

    SelectedReceipt selected() {
        return selected;
    }

    VerificationViewModel verification() {
        return verification;
    }

    ExportViewModel export() {
        return export;
    }

    TextQuery<LedgerQuery> query() {
        return query;
    }

    /** Null until it has been counted. */
    ReadOnlyObjectProperty<Ledger.@Nullable Size> sizeProperty() {
        return size.getReadOnlyProperty();
    }
}
