package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.GraphEdge;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.app.receipts.graph.GraphNode.BucketNode;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.receipt.Receipt;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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

    /**
     * Tasks that are counted, and how many of which others they came of and caused.
     *
     * @param column what they have in common
     */
    record OfBucket(BucketNode node, String column, Set<UUID> kin, List<Share> causedBy, List<Share> caused)
            implements Inspection {
        @Override
        public UUID id() {
            return node.id();
        }
    }

    /** So many tasks have to do with another bucket. */
    record Share(BucketNode node, String column, int tasks) {}

    /** Null when the drawing holds no such node or receipt. */
    static @Nullable Inspection of(Drawing drawing, UUID id) {
        GraphNode node = drawing.graph().node(id).orElse(null);
        if (node instanceof StackNode stack) {
            return new OfTask(stack, drawing.graph().kin(id));
        }
        if (node instanceof BucketNode bucket) {
            return new OfBucket(
                    bucket,
                    drawing.graph().column(bucket).title(),
                    drawing.graph().kin(id),
                    shares(drawing.graph(), id, GraphEdge::to, GraphEdge::from),
                    shares(drawing.graph(), id, GraphEdge::from, GraphEdge::to));
        }
        return drawing.index()
                .receipt(id)
                .<Inspection>map(receipt -> new OfReceipt(
                        InspectedReceipt.of(drawing.index(), receipt),
                        drawing.graph().kin(nodeOf(drawing, receipt))))
                .orElse(null);
    }

    private static List<Share> shares(
            Graph graph, UUID id, Function<GraphEdge, UUID> here, Function<GraphEdge, UUID> there) {
        return graph.edges().stream()
                .filter(edge -> here.apply(edge).equals(id))
                .sorted(Comparator.comparingInt(GraphEdge::number).reversed())
                .flatMap(edge -> graph.node(there.apply(edge)).stream()
                        .filter(BucketNode.class::isInstance)
                        .map(node ->
                                new Share((BucketNode) node, graph.column(node).title(), edge.number())))
                .toList();
    }

    private static UUID nodeOf(Drawing drawing, Receipt receipt) {
        UUID id = receipt.receiptId();
        return drawing.graph().node(id).isPresent() ? id : ReceiptIndex.taskOf(receipt);
    }
}
