package dev.asyncgate.app.obligations;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.export.ExportViewModel;
import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.receipt.CountObligations;
import dev.asyncgate.receipt.ObligationCounts;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** What is open, counted, what is listed, and the one that is looked at. For the FX thread only. */
final class ObligationsViewModel {

    private static final Duration POLLED = Duration.ofSeconds(5);

    private final Scope scope;
    private final ObligationReads reads;
    private final RowsViewModel<ObligationQuery, Line> rows;
    private final ActsViewModel acts;
    private final ExportViewModel export;
    private final ReadOnlyObjectWrapper<@Nullable ObligationCounts> counts =
            new ReadOnlyObjectWrapper<>(this, "counts");
    private final ReadOnlyObjectWrapper<@Nullable ObligationDossier> dossier =
            new ReadOnlyObjectWrapper<>(this, "dossier");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private final ReadOnlyLongWrapper discharged = new ReadOnlyLongWrapper(this, "discharged");
    private @Nullable Tick poll;

    /** What the poll looks at; read off the FX thread. */
    private volatile @Nullable UUID selected;

    ObligationsViewModel(Background background, ObligationReads reads, Clock clock) {
        this.scope = background.scope();
        this.reads = reads;
        this.rows = new RowsViewModel<>(background, reads, ObligationQuery.ALL, clock);
        this.acts = new ActsViewModel(background, this::readAgain);
        this.export = new ExportViewModel(background);
        rows.selectedProperty().subscribe(this::select);
    }

    /** Shows what was left, and keeps it from now on. */
    void remember(Memory memory) {
        memory.keep("query", rows.queryProperty(), rows::show, ObligationQuery::read, ObligationQuery::written);
    }

    void arrive() {
        rows.arrive();
        poll = scope.follow(POLLED, this::ask, this::tell, failure::set);
    }

    void leave() {
        rows.leave();
        scope.cancelAll();
        poll = null;
    }

    private void readAgain() {
        rows.readAgain();
        if (poll != null) {
            poll.now();
        }
    }

    private void select(@Nullable UUID receiptId) {
        selected = receiptId;
        acts.forget();
        dossier.set(null);
        if (receiptId != null) {
            scope.load("dossier", () -> new Told(receiptId, reads.dossier(receiptId)), this::tell, failure::set);
        }
    }

    private News ask() {
        UUID receiptId = selected;
        ObligationCounts found = reads.counts();
        return new News(
                found,
                reads.discharged(found),
                receiptId == null ? null : new Told(receiptId, reads.dossier(receiptId)));
    }

    private void tell(News news) {
        failure.set(null);
        discharged.set(news.discharged());
        counts.set(news.counts());
        Told told = news.told();
        if (told != null) {
            tell(told);
        }
    }

    private void tell(Told told) {
        ObligationDossier known = told.dossier();
        if (told.receiptId().equals(selected) && known != null && !known.equals(dossier.get())) {
            dossier.set(known);
        }
    }

    private record Told(UUID receiptId, @Nullable ObligationDossier dossier) {}

    private record News(
            ObligationCounts counts,
            long discharged,
            @Nullable Told told) {}

    RowsViewModel<ObligationQuery, Line> rows() {
        return rows;
    }

    /** Folds what is below a heading, or unfolds it. */
    void turn(Line.Group heading) {
        rows.showBelow(heading.id(), rows.queryProperty().get().turning(heading));
    }

    /** What is done about the selected obligation. */
    ActsViewModel acts() {
        return acts;
    }

    ExportViewModel export() {
        return export;
    }

    /** What is listed now, for a file. */
    Exportable<?> exportable() {
        return new ObligationExport(reads, rows.queryProperty().get());
    }

    /** Null until they have been counted. */
    ReadOnlyObjectProperty<@Nullable ObligationCounts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /** How many are discharged, told with the counts; above {@link CountObligations#MOST_DISCHARGED} there are more. */
    ReadOnlyLongProperty dischargedProperty() {
        return discharged.getReadOnlyProperty();
    }

    /** All about the selected obligation; null until it has been read. */
    ReadOnlyObjectProperty<@Nullable ObligationDossier> dossierProperty() {
        return dossier.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
