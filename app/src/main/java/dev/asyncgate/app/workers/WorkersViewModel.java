package dev.asyncgate.app.workers;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.export.ExportViewModel;
import dev.asyncgate.app.export.Exportable;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsViewModel;
import dev.asyncgate.lease.SeenWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** Who works, counted and listed, and the one that is looked at. For the FX thread only. */
final class WorkersViewModel {

    private static final Duration POLLED = Duration.ofSeconds(5);

    private final Scope scope;
    private final WorkerReads reads;
    private final RowsViewModel<WorkerQuery, SeenWorker> rows;
    private final ActsViewModel acts;
    private final ExportViewModel export;
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(this, "span", Span.HOUR);
    private final ReadOnlyObjectWrapper<@Nullable Reading> reading = new ReadOnlyObjectWrapper<>(this, "reading");
    private final ReadOnlyObjectWrapper<@Nullable WorkerDossier> dossier = new ReadOnlyObjectWrapper<>(this, "dossier");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable Tick poll;

    /** What the poll asks for; read off the FX thread. */
    private volatile Question question = new Question(Span.HOUR, null);

    private record Question(Span span, @Nullable SeenWorker worker) {}

    private record News(
            Question question, Reading reading, @Nullable WorkerDossier dossier) {}

    WorkersViewModel(Background background, WorkerReads reads, Clock clock) {
        this.scope = background.scope();
        this.reads = reads;
        this.rows = new RowsViewModel<>(background, reads, WorkerQuery.ALL, clock);
        this.acts = new ActsViewModel(background, this::readAgain);
        this.export = new ExportViewModel(background);
        rows.selectedProperty().subscribe(this::select);
        rows.rows().subscribe(this::find);
        span.subscribe((before, now) -> {
            question = new Question(now, question.worker());
            readAgain();
        });
    }

    void arrive() {
        poll = scope.follow(POLLED, this::ask, this::tell, failure::set);
        rows.arrive();
    }

    void leave() {
        rows.leave();
        scope.cancelAll();
        poll = null;
    }

    private void readAgain() {
        if (poll != null) {
            poll.now();
        }
    }

    private void select(@Nullable UUID id) {
        RowItem<SeenWorker> item = id == null ? null : rows.item(id);
        question = new Question(span.get(), item == null ? null : item.row());
        acts.forget();
        dossier.set(null);
        if (item != null) {
            readAgain();
        }
    }

    /** Who was selected before the rows were there is found once they are. */
    private void find() {
        UUID id = rows.selectedProperty().get();
        if (id != null && question.worker() == null && rows.item(id) != null) {
            select(id);
        }
    }

    private News ask() {
        Question asked = question;
        Reading now = reads.look(asked.span());
        SeenWorker worker = asked.worker();
        if (worker == null) {
            return new News(asked, now, null);
        }
        SeenWorker seen = now.workers().stream()
                .filter(it -> it.worker().equals(worker.worker()))
                .findFirst()
                .orElse(worker);
        if (WorkerGroups.isGroup(seen)) {
            return new News(asked, now, new WorkerDossier(seen, List.of(), now.at()));
        }
        return new News(asked, now, new WorkerDossier(seen, reads.leases(seen.worker()), now.at()));
    }

    private void tell(News news) {
        failure.set(null);
        if (news.reading().span() == span.get()) {
            reading.set(news.reading());
            rows.readAgain();
        }
        if (news.question().equals(question)) {
            dossier.set(news.dossier());
        } else {
            readAgain();
        }
    }

    // ---- for those who show it

    RowsViewModel<WorkerQuery, SeenWorker> rows() {
        return rows;
    }

    /** What is done about the selected worker. */
    ActsViewModel acts() {
        return acts;
    }

    ExportViewModel export() {
        return export;
    }

    /** Who is listed now, for a file. */
    Exportable<?> exportable() {
        return new WorkerExport(reads, span.get(), rows.queryProperty().get());
    }

    /** Opens the group that is selected, or closes it; false where none is. */
    boolean toggleSelected() {
        UUID id = rows.selectedProperty().get();
        RowItem<SeenWorker> item = id == null ? null : rows.item(id);
        if (item == null || !WorkerGroups.isGroup(item.row())) {
            return false;
        }
        toggle(item.row());
        return true;
    }

    /** Opens a group, or closes it when it is open. */
    void toggle(SeenWorker group) {
        rows.show(rows.queryProperty().get().toggling(group.worker().id()));
    }

    /** Over how long ended leases are counted. */
    ObjectProperty<Span> spanProperty() {
        return span;
    }

    /** Null until it has been read. */
    ReadOnlyObjectProperty<@Nullable Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** All about the selected worker; null until it has been read. */
    ReadOnlyObjectProperty<@Nullable WorkerDossier> dossierProperty() {
        return dossier.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
