package dev.asyncgate.app.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Where the console is, where it was, and the way between. Knows destinations, not places. For the FX thread only. */
public final class Navigator {

    private final Deque<Destination> behind = new ArrayDeque<>();
    private final Deque<Destination> ahead = new ArrayDeque<>();
    private final ReadOnlyObjectWrapper<@Nullable Destination> current = new ReadOnlyObjectWrapper<>(this, "current");
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper(this, "canGoBack");
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper(this, "canGoForward");

    /** Goes there; what was ahead is forgotten. Going where one already is changes nothing in the history. */
    public void go(Destination destination) {
        Destination from = current.get();
        if (destination.equals(from)) {
            return;
        }
        if (from != null) {
            behind.push(from);
        }
        ahead.clear();
        arrive(destination);
    }

    /** Begins anew from there: nothing behind, nothing ahead. */
    public void restart(Destination destination) {
        behind.clear();
        ahead.clear();
        current.set(null);
        arrive(destination);
    }

    /** Where one was before; stays when there is none. */
    public void back() {
        step(behind, ahead);
    }

    /** Undoes a step back; stays when there was none. */
    public void forward() {
        step(ahead, behind);
    }

    public ReadOnlyObjectProperty<@Nullable Destination> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoBackProperty() {
        return canGoBack.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canGoForwardProperty() {
        return canGoForward.getReadOnlyProperty();
    }

    private void step(Deque<Destination> from, Deque<Destination> to) {
        Destination here = current.get();
        if (here != null && !from.isEmpty()) {
            to.push(here);
            arrive(from.pop());
        }
    }

    private void arrive(Destination destination) {
        canGoBack.set(!behind.isEmpty());
        canGoForward.set(!ahead.isEmpty());
        current.set(destination);
    }
}
