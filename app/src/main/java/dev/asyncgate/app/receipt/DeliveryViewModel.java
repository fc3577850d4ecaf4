package dev.asyncgate.app.receipt;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.background.Scope;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receiptgate.FindDelivery.Undelivered;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** How the delivery of the inspected receipt to a ReceiptGate stands. For the FX thread only. */
final class DeliveryViewModel {

    /** What is delivered, as the outbox of the schema takes it. */
    private static final Set<ReceiptType> DELIVERED = EnumSet.of(
            ReceiptType.TASK_ASSIGNED,
            ReceiptType.TASK_ACCEPTED,
            ReceiptType.TASK_COMPLETED,
            ReceiptType.TASK_FAILED,
            ReceiptType.TASK_CANCELED,
            ReceiptType.TASK_AMENDED,
            ReceiptType.TASK_WAIVED,
            ReceiptType.TASK_ESCALATED);

    /** What is to be told of a receipt. */
    sealed interface Told {

        UUID receiptId();

        record NotDelivered(UUID receiptId, Undelivered why) implements Told {}

        /** Its type stays here. */
        record StaysHere(UUID receiptId) implements Told {}

        /** Nothing waits, and nothing would: no ReceiptGate is set up. */
        record NoReceiptGate(UUID receiptId) implements Told {}

        /** Nothing waits any more. */
        record Gone(UUID receiptId) implements Told {}

        /** It could not be asked. */
        record Unknown(UUID receiptId, Exception failure) implements Told {}
    }

    private final Scope scope;
    private final Inspector inspector;
    private final boolean delivers;
    private final ReadOnlyObjectWrapper<@Nullable Told> told = new ReadOnlyObjectWrapper<>(this, "told");

    /** {@code delivers}: whether a ReceiptGate is set up. */
    DeliveryViewModel(Background background, Inspector inspector, boolean delivers) {
        this.scope = background.scope();
        this.inspector = inspector;
        this.delivers = delivers;
    }

    /** Asks how it stands with this receipt now. What is known of it stays until then; what is known of another goes. */
    void look(Receipt receipt) {
        UUID id = receipt.receiptId();
        Told known = told.get();
        if (known != null && !known.receiptId().equals(id)) {
            told.set(null);
        }
        scope.load("delivery", () -> read(receipt), told::set, failure -> told.set(new Told.Unknown(id, failure)));
    }

    private Told read(Receipt receipt) {
        UUID id = receipt.receiptId();
        return inspector
                .findDelivery(id)
                .<Told>map(why -> new Told.NotDelivered(id, why))
                .orElseGet(() -> {
                    if (!DELIVERED.contains(receipt.type())) {
                        return new Told.StaysHere(id);
                    }
                    return delivers ? new Told.Gone(id) : new Told.NoReceiptGate(id);
                });
    }

    /** Null until it is known. */
    ReadOnlyObjectProperty<@Nullable Told> toldProperty() {
        return told.getReadOnlyProperty();
    }
}
