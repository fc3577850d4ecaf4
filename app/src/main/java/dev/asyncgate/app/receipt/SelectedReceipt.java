package dev.asyncgate.app.receipt;

import dev.asyncgate.app.acts.ActsViewModel;
import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.engine.Inspector;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The receipt that a list has selected, and what is known of it. For the FX thread only. */
public final class SelectedReceipt {

    private final Scope scope;
    private final ReceiptReads reads;
    private final ActsViewModel acts;
    private final ReadOnlyObjectWrapper<@Nullable InspectedReceipt> inspected =
            new ReadOnlyObjectWrapper<>(this, "inspected");
    private final ReadOnlyObjectWrapper<@Nullable Exception> failure = new ReadOnlyObjectWrapper<>(this, "failure");
    private @Nullable UUID selected;

    public SelectedReceipt(Background background, Inspector inspector) {
        this.scope = background.scope();
        this.reads = new ReceiptReads(inspector);
        this.acts = new ActsViewModel(background, this::readAgain);
    }

    /** Reads this receipt; null for none. */
    public void select(@Nullable UUID receiptId) {
        selected = receiptId;
        acts.forget();
        inspected.set(null);
        failure.set(null);
        readAgain();
    }

    /** What it proves may have changed. */
    public void readAgain() {
        UUID wanted = selected;
        if (wanted != null) {
            scope.load("receipt", () -> reads.read(wanted), this::tell, failure::set);
        }
    }

    private void tell(InspectedReceipt read) {
        if (read.id().equals(selected) && !read.equals(inspected.get())) {
            inspected.set(read);
        }
    }

    /** What is done about it. */
    public ActsViewModel acts() {
        return acts;
    }

    /** Null until it has been read. */
    public ReadOnlyObjectProperty<@Nullable InspectedReceipt> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /** Why it could not be read; null when nothing is wrong. */
    public ReadOnlyObjectProperty<@Nullable Exception> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
