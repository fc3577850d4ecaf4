package dev.asyncgate.app.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The one dialog that may be open: the places ask for it, the window shows it. For the FX thread only. */
public final class Dialogs {

    private final ReadOnlyObjectWrapper<@Nullable Dialog> open = new ReadOnlyObjectWrapper<>(this, "open");

    /** Opens a dialog; does nothing while another one is open. */
    public void show(Dialog dialog) {
        if (open.get() == null) {
            open.set(dialog);
        }
    }

    /** Closes what is open. */
    public void close() {
        Dialog dialog = open.get();
        if (dialog != null) {
            open.set(null);
            dialog.closed();
        }
    }

    /** Null for none. */
    public ReadOnlyObjectProperty<@Nullable Dialog> openProperty() {
        return open.getReadOnlyProperty();
    }
}
