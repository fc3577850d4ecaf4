package dev.asyncgate.app.doctor;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.doctor.Examination.Stage;
import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.LedgerReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;

/** Asks every check, tells how far it is and what it found. Goes on out of view. For the FX thread only. */
final class DoctorViewModel {

    private static final Duration LOOKED_AT = Duration.ofMillis(100);

    /** What is asked of somebody who only came by; the button asks for everything. */
    static final Duration AT_MOST_ON_ARRIVAL = Duration.ofMinutes(2);

    private final Scope scope;
    private final DoctorReads reads;
    private final Function<LedgerCheck, CheckLine> ledgerLine;
    private final Clock clock;
    private final BooleanProperty allTenants = new SimpleBooleanProperty(this, "allTenants");
    private final ReadOnlyObjectWrapper<@Nullable Examination> examination =
            new ReadOnlyObjectWrapper<>(this, "examination");
    private final ReadOnlyObjectWrapper<@Nullable String> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");

    /** Written by the one who asks, whole each time. */
    private volatile @Nullable Examination soFar;

    private volatile boolean stopping;
    private @Nullable Load load;
    private @Nullable Tick tick;

    /** {@code ledgerLine} gives the verification its words. */
    DoctorViewModel(
            Background background, DoctorReads reads, Function<LedgerCheck, CheckLine> ledgerLine, Clock clock) {
        this.scope = background.scope();
        this.reads = reads;
        this.ledgerLine = ledgerLine;
        this.clock = clock;
    }

    /** Whoever comes for the first time finds the rules asked; verifying the ledger is left to them. */
    void arrive() {
        if (examination.get() == null) {
            start(new Run(allTenants.get(), false, clock.instant()));
        }
    }

    /** Asks everything again. */
    void run() {
        start(new Run(allTenants.get(), true, clock.instant()));
    }

    /** Ends what is under way; what it has found stays. */
    void stop() {
        stopping = true;
    }

    /** Shows what is to be known of a check; null for none. */
    void select(@Nullable String id) {
        selected.set(id);
    }

    /** What a run asks: of whom, and whether the ledger is verified, too. */
    private record Run(boolean allTenants, boolean ledger, Instant begun) {}

    private void start(Run run) {
        if (isRunning()) {
            return;
        }
        stopping = false;
        failure.set(null);
        soFar = null;
        examination.set(Examination.begun(ledgerLine.apply(LedgerCheck.NOT_YET), run.begun()));
        load = scope.load(() -> examine(run), this::end, this::failed);
        if (load.isRunning()) {
            tick = scope.every(LOOKED_AT, this::look);
        }
    }

    private boolean isRunning() {
        return load != null && load.isRunning();
    }

    // ---- on the thread of the one who asks

    private Examination examine(Run run) {
        Diagnosis diagnosis = reads.diagnose(run.allTenants(), now -> {
            tell(now, LedgerCheck.NOT_YET, run);
            boolean inTime = run.ledger() || now.took().compareTo(AT_MOST_ON_ARRIVAL) < 0;
            return inTime && goOn();
        });
        LedgerCheck ledger = LedgerCheck.NOT_YET;
        if (run.ledger()) {
            for (UUID tenantId : reads.tenants(run.allTenants())) {
                LedgerCheck before = ledger;
                if (goOn()) {
                    LedgerReport report = reads.verify(tenantId, now -> {
                        tell(diagnosis, before.and(tenantId, now), run);
                        return goOn();
                    });
                    ledger = before.and(tenantId, report);
                }
            }
        }
        boolean complete = diagnosis.complete() && !stopping;
        return Examination.of(
                diagnosis, ledgerLine.apply(ledger), run.begun(), complete ? Stage.COMPLETE : Stage.STOPPED);
    }

    private void tell(Diagnosis now, LedgerCheck ledger, Run run) {
        soFar = Examination.of(now, ledgerLine.apply(ledger), run.begun(), Stage.RUNNING);
    }

    private boolean goOn() {
        return !stopping && !Thread.currentThread().isInterrupted();
    }

    // ---- on the FX thread

    /** Whoever stopped it elsewhere is not answered. */
    private void look() {
        Examination now = soFar;
        if (isRunning()) {
            if (now != null) {
                examination.set(now);
            }
        } else {
            stopLooking();
            if (now != null) {
                examination.set(now.with(Stage.STOPPED));
            }
        }
    }

    private void end(Examination now) {
        stopLooking();
        examination.set(now);
    }

    private void failed(Exception problem) {
        stopLooking();
        failure.set(problem);
        Examination now = soFar;
        if (now != null) {
            examination.set(now.with(Stage.STOPPED));
        }
    }

    private void stopLooking() {
        if (tick != null) {
            tick.stop();
            tick = null;
        }
    }

    // ---- for those who show it

    /** Whether every tenant is asked about, or the one that is shown. */
    BooleanProperty allTenantsProperty() {
        return allTenants;
    }

    /** Null until somebody comes. */
    ReadOnlyObjectProperty<@Nullable Examination> examinationProperty() {
        return examination.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable String> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** What is selected, as it was found last; null for nothing. */
    @Nullable
    CheckLine selectedLine() {
        Examination now = examination.get();
        return now == null
                ? null
                : now.lines().stream()
                        .filter(line -> line.id().equals(selected.get()))
                        .findFirst()
                        .orElse(null);
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
