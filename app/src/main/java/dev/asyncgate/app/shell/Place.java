package dev.asyncgate.app.shell;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;

/**
 * One screen of the console. It is made when it is first gone to, and kept: scroll, selection and filters survive leaving it. A place does
 * not know another place; it asks the {@link Navigator}. For the FX thread only.
 */
public interface Place {

    /** The places that show what is now. */
    ReadOnlyStringProperty NO_STANCE = new ReadOnlyStringWrapper("").getReadOnlyProperty();

    PlaceId id();

    /** The content between rail and inspector; the same node each time. */
    Parent view();

    /** What the inspector shows, 344 wide and following the selection; null while there is nothing to inspect. */
    ReadOnlyObjectProperty<@Nullable Parent> inspector();

    /** The place comes into view, to show this. Polls start here. */
    void arrive(Destination destination);

    /** The place goes out of view. Polls end here, and loads whose result nobody waits for. */
    void leave();

    /** The key of the one-line hint in the status bar, such as {@code tasks.hint}. */
    String hintKey();

    /** What the status bar says in place of how live the console is; empty where that is what it says. */
    default ReadOnlyStringProperty stance() {
        return NO_STANCE;
    }

    /** The count beside the name in the rail; empty for none. */
    ReadOnlyStringProperty railCount();

    /** What can be done here now, for the palette. */
    default List<Command> commands() {
        return List.of();
    }

    /** What the filter key does here: by default nothing. */
    default void focusFilter() {}

    /** One level back inside the place; false when there is nothing to leave and the shell may act. */
    default boolean escape() {
        return false;
    }
}
