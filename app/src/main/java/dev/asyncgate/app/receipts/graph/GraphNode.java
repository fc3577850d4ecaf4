package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipt.Role;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.receipt.Receipt;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that is drawn in a cell of the grid. */
public sealed interface GraphNode {

    /** Of the receipt, or of the task that is drawn as one. */
    UUID id();

    UUID taskId();

    Slot slot();

    /** Since when an obligation here is open; null when none is. */
    @Nullable Instant openSince();

    /** Where it is drawn. */
    default Box box() {
        return Grid.box(slot());
    }

    default boolean isOpen() {
        return openSince() != null;
    }

    /** One receipt. */
    record ReceiptNode(
            Receipt receipt, Role role, Slot slot, @Nullable Instant openSince) implements GraphNode {
        @Override
        public UUID id() {
            return receipt.receiptId();
        }

        @Override
        public UUID taskId() {
            return ReceiptIndex.taskOf(receipt);
        }
    }

    /** All receipts of a task as one. {@code id} is the task's. */
    record StackNode(
            UUID id,
            String type,
            String status,
            int receipts,
            boolean suspect,
            Slot slot,
            @Nullable Instant openSince) implements GraphNode {
        @Override
        public UUID taskId() {
            return id;
        }
    }
}
