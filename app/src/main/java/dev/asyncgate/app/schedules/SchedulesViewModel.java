package dev.asyncgate.app.schedules;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.rows.RowsViewModel;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The schedules, who fires them, and the one that is looked at. For the FX thread only. */
final class SchedulesViewModel {

    private static final Duration POLLED = Duration.ofSeconds(5);

    private final Scope scope;
    /** Starting and stopping go on when the place is left. */
    private final Scope lasting;

    private final ScheduleReads reads;
    private final LocalSchedulers schedulers;
    private final UUID tenantId;
    private final RowsViewModel<ScheduleQuery, Line> rows;
    private final ActsViewModel acts;
    private final ReadOnlyObjectWrapper<@Nullable Standing> standing = new ReadOnlyObjectWrapper<>(this, "standing");
    private final ReadOnlyObjectWrapper<@Nullable Line> inspected = new ReadOnlyObjectWrapper<>(this, "inspected");
    private final ReadOnlyBooleanWrapper firingHere = new ReadOnlyBooleanWrapper(this, "firingHere");
    private final ReadOnlyBooleanWrapper switching = new ReadOnlyBooleanWrapper(this, "switching");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable Tick poll;

    /** What the poll looks at; read off the FX thread. */
    private volatile @Nullable UUID selected;

    private record News(Standing standing, @Nullable Line inspected, boolean firingHere) {}

    SchedulesViewModel(
            Background background, ScheduleReads reads, LocalSchedulers schedulers, UUID tenantId, Clock clock) {
        this.scope = background.scope();
        this.lasting = background.scope();
        this.reads = reads;
        this.schedulers = schedulers;
        this.tenantId = tenantId;
        this.rows = new RowsViewModel<>(background, reads, ScheduleQuery.ALL, clock);
        this.acts = new ActsViewModel(background, this::readAgain);
        rows.selectedProperty().subscribe(this::select);
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

    void readAgain() {
        rows.readAgain();
        if (poll != null) {
            poll.now();
        }
    }

    /** Has this program fire the schedules, or fire them no more. */
    void fireHere(boolean wanted) {
        if (switching.get()) {
            return;
        }
        switching.set(true);
        failure.set(null);
        var _ = lasting.load(
                () -> {
                    if (wanted) {
                        schedulers.start(tenantId);
                    } else {
                        schedulers.stop(tenantId);
                    }
                    return schedulers.isRunning(tenantId);
                },
                running -> {
                    switching.set(false);
                    firingHere.set(running);
                    readAgain();
                },
                problem -> {
                    switching.set(false);
                    failure.set(problem);
                });
    }

    private void select(@Nullable UUID scheduleId) {
        selected = scheduleId;
        acts.forget();
        inspected.set(null);
        if (scheduleId != null) {
            scope.load("line", () -> reads.line(scheduleId), this::tell, failure::set);
        }
    }

    private News ask() {
        UUID scheduleId = selected;
        return new News(
                reads.standing(), scheduleId == null ? null : reads.line(scheduleId), schedulers.isRunning(tenantId));
    }

    private void tell(News news) {
        failure.set(null);
        standing.set(news.standing());
        firingHere.set(news.firingHere());
        Line line = news.inspected();
        if (line != null) {
            tell(line);
        }
    }

    private void tell(Line line) {
        if (line.schedule().scheduleId().equals(selected) && !line.equals(inspected.get())) {
            inspected.set(line);
        }
    }

    // ---- for those who show it

    RowsViewModel<ScheduleQuery, Line> rows() {
        return rows;
    }

    /** What is done about the selected schedule. */
    ActsViewModel acts() {
        return acts;
    }

    /** Null until it has been read. */
    ReadOnlyObjectProperty<@Nullable Standing> standingProperty() {
        return standing.getReadOnlyProperty();
    }

    /** The selected schedule with more of its runs; null until it has been read. */
    ReadOnlyObjectProperty<@Nullable Line> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /** Whether this program fires the schedules of the tenant. */
    ReadOnlyBooleanProperty firingHereProperty() {
        return firingHere.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty switchingProperty() {
        return switching.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
