package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.receipts.graph.ReceiptIndex;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that the inspector shows of a selected node, computed off the FX thread. */
sealed interface Inspection {

    /** The node that this is about. */
    UUID id();

    /** What caused it and what it caused, with itself: stays bright while the rest is dimmed. */
    Set<UUID> kin();

    /**
     * One receipt.
     *
     * @param genuine whether the hash, computed anew from the content, is the one that was stored
     * @param parents those in the drawing
     * @param body over several lines
     */
    record OfReceipt(
            Receipt receipt,
            @Nullable LineageTask task,
            boolean genuine,
            List<Receipt> parents,
            List<Receipt> children,
            Proof proof,
            List<JsonToken> body,
            Set<UUID> kin)
            implements Inspection {
        @Override
        public UUID id() {
            return receipt.receiptId();
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
                .map(receipt -> ofReceipt(drawing, receipt))
                .orElse(null);
    }

    private static Inspection ofReceipt(Drawing drawing, Receipt receipt) {
        return new OfReceipt(
                receipt,
                drawing.index().task(receipt.taskId()),
                ReceiptHash.isGenuine(receipt),
                drawing.index().parents(receipt),
                drawing.index().children(receipt.receiptId()),
                Proof.of(drawing.index(), receipt),
                JsonToken.pretty(receipt.body()),
                drawing.graph().kin(nodeOf(drawing, receipt)));
    }

    private static UUID nodeOf(Drawing drawing, Receipt receipt) {
        UUID id = receipt.receiptId();
        return drawing.graph().node(id).isPresent() ? id : ReceiptIndex.taskOf(receipt);
    }
}
