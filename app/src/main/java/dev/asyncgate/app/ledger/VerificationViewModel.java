package dev.asyncgate.app.ledger;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Load;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.app.background.Tick;
import dev.asyncgate.app.ledger.Verification.Stage;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.doctor.VerifyLedger;
import java.time.Duration;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The verification of the ledger: how far it is and what it found. Goes on out of view. For the FX thread only. */
final class VerificationViewModel {

    private static final Duration LOOKED_AT = Duration.ofMillis(100);

    private final Scope scope;
    private final Function<VerifyLedger.Progress, LedgerReport> verify;
    private final ReadOnlyObjectWrapper<@Nullable Verification> verification =
            new ReadOnlyObjectWrapper<>(this, "verification");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");

    /** Written by the one who verifies, whole each time. */
    private volatile @Nullable Verification soFar;

    private volatile boolean stopping;
    private @Nullable Load load;
    private @Nullable Tick tick;

    VerificationViewModel(Background background, Function<VerifyLedger.Progress, LedgerReport> verify) {
        this.scope = background.scope();
        this.verify = verify;
    }

    /** Begins, unless it is under way; {@code receipts} is about how many there are. */
    void start(long receipts) {
        if (isRunning()) {
            return;
        }
        stopping = false;
        failure.set(null);
        Verification begun = Verification.begun(receipts);
        soFar = begun;
        verification.set(begun);
        load = scope.load(() -> verify.apply(this::goOn), this::ended, this::failed);
        if (load.isRunning()) {
            tick = scope.every(LOOKED_AT, this::look);
        }
    }

    /** Ends what is under way; what it has found stays. */
    void stop() {
        stopping = true;
    }

    /** Forgets what it found. */
    void forget() {
        if (!isRunning()) {
            verification.set(null);
            failure.set(null);
        }
    }

    private boolean isRunning() {
        Verification now = verification.get();
        return now != null && now.stage() == Stage.RUNNING;
    }

    /** On the thread of the one who verifies. */
    private boolean goOn(LedgerReport report) {
        Verification before = soFar;
        if (before != null) {
            soFar = before.with(report, Stage.RUNNING);
        }
        return !stopping && !Thread.currentThread().isInterrupted();
    }

    /** Whoever stopped it elsewhere is not answered. */
    private void look() {
        Verification now = soFar;
        if (load == null || now == null) {
            return;
        }
        if (load.isRunning()) {
            verification.set(now);
        } else if (isRunning()) {
            end(now.with(now.report(), Stage.STOPPED));
        }
    }

    private void ended(LedgerReport report) {
        Verification before = soFar;
        if (before != null) {
            end(before.with(report, report.complete() ? Stage.COMPLETE : Stage.STOPPED));
        }
    }

    private void failed(Exception problem) {
        Verification before = soFar;
        failure.set(problem);
        if (before != null) {
            end(before.with(before.report(), Stage.STOPPED));
        }
    }

    private void end(Verification now) {
        if (tick != null) {
            tick.stop();
            tick = null;
        }
        verification.set(now);
    }

    /** Null while nothing has been verified. */
    ReadOnlyObjectProperty<@Nullable Verification> verificationProperty() {
        return verification.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
