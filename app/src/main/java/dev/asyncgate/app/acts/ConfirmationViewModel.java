package dev.asyncgate.app.acts;

import dev.asyncgate.app.background.Scope;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** A confirmation that is being asked for: what was typed so far, and what became of it. For the FX thread only. */
public final class ConfirmationViewModel {

    private final Confirmation asked;
    private final Scope scope;
    private final Consumer<Done> whenDone;
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty typed = new SimpleStringProperty(this, "typed", "");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(this, "ready");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<@Nullable Exception> refusal = new ReadOnlyObjectWrapper<>(this, "refusal");

    ConfirmationViewModel(Confirmation asked, Scope scope, Consumer<Done> whenDone) {
        this.asked = asked;
        this.scope = scope;
        this.whenDone = whenDone;
        reason.subscribe(this::weigh);
        typed.subscribe(this::weigh);
        running.subscribe(this::weigh);
        weigh();
    }

    /** Does it, once it is ready; a refusal is told and may be answered by trying again. */
    public void confirm() {
        if (!ready.get()) {
            return;
        }
        String given = reason.get().isBlank() ? null : reason.get().strip();
        running.set(true);
        refusal.set(null);
        var _ = scope.load(() -> asked.work().run(given), this::done, this::refused);
    }

    private void done(Done done) {
        running.set(false);
        whenDone.accept(done);
    }

    private void refused(Exception problem) {
        running.set(false);
        refusal.set(problem);
    }

    private void weigh() {
        boolean said = !asked.reasonRequired() || !reason.get().isBlank();
        boolean named = asked.word() == null || asked.word().equals(typed.get().strip());
        ready.set(said && named && !running.get());
    }

    public Confirmation asked() {
        return asked;
    }

    public StringProperty reasonProperty() {
        return reason;
    }

    /** What was typed of the word that has to be. */
    public StringProperty typedProperty() {
        return typed;
    }

    /** Whether {@link #confirm()} would act: a reason is there where it has to be, and the word is typed. */
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Why it was not done; null while nothing was refused. */
    public ReadOnlyObjectProperty<@Nullable Exception> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }
}
