package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.receipt.Receipt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that the inspector shows of a selected node, computed off the FX thread. */
sealed interface Inspection {

    /** The node that this is about. */
    UUID id();

    /** What caused it and what it caused, with itself: stays bright while the rest is dimmed. */
    Set<UUID> kin();

    /** One receipt. */
    record OfReceipt(InspectedReceipt inspected, Set<UUID> kin) implements Inspection {
        @Override
        public UUID id() {
            return inspected.id();
        }
    }

    /** A task that is drawn as one node. */
    record OfTask(StackNode node, Set<UUID> kin) implements Inspection {
        @Override
        public UUID id() {
            return node.id();
        }
    }

    /** Null when the drawing holds no such node or receipt. */
    static @Nullable Inspection of(Drawing drawing, UUID id) {
        if (drawing.graph().node(id).orElse(null) instanceof StackNode stack) {
            return new OfTask(stack, drawing.graph().kin(id));
        }
        return drawing.index()
                .receipt(id)
                .<Inspection>map(receipt -> new OfReceipt(
                        InspectedReceipt.of(drawing.index(), receipt),
                        drawing.graph().kin(nodeOf(drawing, receipt))))
                .orElse(null);
    }

    private static UUID nodeOf(Drawing drawing, Receipt receipt) {
        UUID id = receipt.receiptId();
        return drawing.graph().node(id).isPresent() ? id : ReceiptIndex.taskOf(receipt);
    }
}
