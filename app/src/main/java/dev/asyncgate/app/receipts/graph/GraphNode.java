package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipt.Role;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.receipt.Receipt;
import java.nio.charset.StandardCharsets;
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

    /**
     * Tasks of one lane that were created in one stretch of time.
     *
     * @param id made of lane and time: the same whenever they are counted
     */
    record BucketNode(UUID id, LineageSummary.Bucket bucket, Slot slot) implements GraphNode {

        static final double WIDTH = 190;
        static final double HEIGHT = 38;
        static final double ROW = 57;

        static UUID idOf(LineageSummary.Key key) {
            return UUID.nameUUIDFromBytes((key.from() + " " + key.lane()).getBytes(StandardCharsets.UTF_8));
        }

        /** Not one task's. */
        @Override
        public UUID taskId() {
            return id;
        }

        @Override
        public @Nullable Instant openSince() {
            return bucket.open() == 0 ? null : bucket.firstAt();
        }

        @Override
        public Box box() {
            double x = slot.column() * Grid.COLUMN + (Grid.COLUMN - WIDTH) / 2;
            return new Box(x, Grid.TOP + slot.row() * ROW, WIDTH, HEIGHT);
        }
    }
}
