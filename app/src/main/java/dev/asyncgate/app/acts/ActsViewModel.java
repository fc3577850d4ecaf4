package dev.asyncgate.app.acts;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What is done in one inspector and what became of it. An act goes on when its place is left: nobody calls back what
 * the database may have done already. For the FX thread only.
 */
public final class ActsViewModel {

    /** What became of the last act. */
    public sealed interface Told {

        record Success(Done done) implements Told {}

        record Refusal(Exception problem) implements Told {}
    }

    private final Scope scope;
    private final Runnable readAgain;
    private final ReadOnlyObjectWrapper<@Nullable Told> told = new ReadOnlyObjectWrapper<>(this, "told");
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private final ReadOnlyObjectWrapper<@Nullable ConfirmationViewModel> asked =
            new ReadOnlyObjectWrapper<>(this, "asked");
    private int subject;

    /** {@code readAgain} lets the place read what an act has changed, or why it was refused. */
    public ActsViewModel(Background background, Runnable readAgain) {
        this.scope = background.scope();
        this.readAgain = readAgain;
    }

    /** Does something at once; one thing at a time. {@code work} runs off the FX thread. */
    public void act(Callable<Done> work) {
        if (running.get()) {
            return;
        }
        int about = subject;
        running.set(true);
        told.set(null);
        var _ = scope.load(
                work, done -> tell(about, new Told.Success(done)), problem -> tell(about, new Told.Refusal(problem)));
    }

    /** Asks first, unless the guard is open; what is refused is told where it was asked. */
    public void ask(Confirmation confirmation) {
        if (!confirmation.isAsked()) {
            act(() -> confirmation.work().run(null));
            return;
        }
        if (asked.get() == null && !running.get()) {
            int about = subject;
            told.set(null);
            asked.set(new ConfirmationViewModel(confirmation, scope, done -> {
                asked.set(null);
                tell(about, new Told.Success(done));
            }));
        }
    }

    /** The question was answered with no. */
    public void keep() {
        ConfirmationViewModel question = asked.get();
        asked.set(null);
        if (question != null && question.refusalProperty().get() != null) {
            readAgain.run();
        }
    }

    /** Something else was selected: what was told is not about it. */
    public void forget() {
        subject++;
        told.set(null);
    }

    private void tell(int about, Told now) {
        running.set(false);
        if (about == subject) {
            told.set(now);
        }
        readAgain.run();
    }

    /** Null while there is nothing to tell. */
    public ReadOnlyObjectProperty<@Nullable Told> toldProperty() {
        return told.getReadOnlyProperty();
    }

    /** Whether an act that asks nothing is under way. */
    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The question that waits for its answer; null for none. */
    public ReadOnlyObjectProperty<@Nullable ConfirmationViewModel> askedProperty() {
        return asked.getReadOnlyProperty();
    }
}
