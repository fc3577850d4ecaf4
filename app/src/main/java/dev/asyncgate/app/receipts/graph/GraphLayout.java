package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipt.Role;
import dev.asyncgate.app.receipts.graph.EdgeRouter.Link;
import dev.asyncgate.app.receipts.graph.Graph.Column;
import dev.asyncgate.app.receipts.graph.GraphEdge.Kind;
import dev.asyncgate.app.receipts.graph.GraphNode.ReceiptNode;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.receipts.graph.Placement.Item;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Lays out receipts in columns of their tasks; a collapsed task is one node where its first receipt was. */
public final class GraphLayout {

    private final ReceiptIndex index;
    private final Placement<UUID, UUID> placement;
    private final Set<UUID> collapsed;
    private final Map<UUID, GraphNode> nodes = new LinkedHashMap<>();
    /** The node that stands for a receipt. */
    private final Map<UUID, GraphNode> nodeOf = new HashMap<>();

    private GraphLayout(ReceiptIndex index, Placement<UUID, UUID> placement, Set<UUID> collapsed) {
        this.index = index;
        this.placement = placement;
        this.collapsed = collapsed;
    }

    /**
     * Gives new receipts their places; those that have one keep it. Where none has, the columns stand so that the fewest
     * edges pass a column that is busy where they do.
     */
    public static Placement<UUID, UUID> place(ReceiptIndex index, Placement<UUID, UUID> before) {
        List<Item<UUID, UUID>> items = index.receipts().stream()
                .map(receipt -> new Item<>(receipt.receiptId(), ReceiptIndex.taskOf(receipt), receipt.parents()))
                .toList();
        List<UUID> created = index.tasks().stream().map(LineageTask::taskId).toList();
        if (before.size() > 0) {
            return before.grow(created, items);
        }
        var families = new ColumnOrder(index, created);
        return Stream.of(created, families.eldestFirst(), families.youngestFirst())
                .map(order -> Placement.<UUID, UUID>empty().grow(order, items))
                .min(Comparator.comparingInt(placement -> ColumnOrder.passed(index, placement)))
                .orElseThrow();
    }

    /** The graph over places that {@link #place} gave. */
    public static Graph of(ReceiptIndex index, Placement<UUID, UUID> placement, Set<UUID> collapsed) {
        return new GraphLayout(index, placement, collapsed).graph();
    }

    private Graph graph() {
        for (UUID taskId : placement.columns()) {
            if (collapsed.contains(taskId)) {
                stack(taskId);
            } else {
                index.ofTask(taskId).forEach(this::add);
            }
        }
        List<Link> links = new ArrayList<>();
        index.receipts().forEach(receipt -> links.addAll(linksTo(receipt)));
        nodes.values().stream().filter(GraphNode::isOpen).forEach(node -> links.add(openLink(node)));
        List<GraphEdge> edges = new EdgeRouter(nodes.values()).route(links);
        return new Graph(columns(), List.copyOf(nodes.values()), edges);
    }

    private void add(Receipt receipt) {
        var node = new ReceiptNode(
                receipt,
                index.role(receipt),
                placement.slot(receipt.receiptId()),
                index.isOpen(receipt.receiptId()) ? receipt.createdAt() : null);
        nodes.put(node.id(), node);
        nodeOf.put(receipt.receiptId(), node);
    }

    private void stack(UUID taskId) {
        LineageTask task = index.task(taskId);
        List<Receipt> receipts = index.ofTask(taskId);
        if (task == null || receipts.isEmpty()) {
            return;
        }
        Slot first = placement.slot(receipts.getFirst().receiptId());
        StackNode node = TaskGraphLayout.stack(index, task, first);
        nodes.put(node.id(), node);
        receipts.forEach(receipt -> nodeOf.put(receipt.receiptId(), node));
    }

    private List<Link> linksTo(Receipt child) {
        GraphNode to = nodeOf.get(child.receiptId());
        List<Link> links = new ArrayList<>();
        for (Receipt parent : index.parents(child)) {
            GraphNode from = nodeOf.get(parent.receiptId());
            if (from != null && to != null && from.slot().row() < to.slot().row()) {
                boolean discharges = ReceiptIndex.discharges(child, parent)
                        && from.slot().column() == to.slot().column();
                links.add(new Link(discharges ? Kind.OBLIGATION : Kind.CAUSAL, from, to));
            }
        }
        return links;
    }

    /** To the receipt that should have discharged it and could not, else to the last of its task. */
    private Link openLink(GraphNode open) {
        List<Receipt> receipts = collapsed.contains(open.taskId()) ? List.of() : index.ofTask(open.taskId());
        GraphNode end = receipts.stream()
                .filter(receipt -> index.role(receipt) == Role.WITHOUT_PROOF)
                .findFirst()
                .or(() -> receipts.stream().reduce((first, second) -> second))
                .map(receipt -> nodeOf.getOrDefault(receipt.receiptId(), open))
                .orElse(open);
        return new Link(Kind.OPEN, open, end);
    }

    private List<Column> columns() {
        return placement.columns().stream()
                .map(taskId -> {
                    LineageTask task = index.task(taskId);
                    return task == null
                            ? new Column(taskId, null, "", "", false)
                            : new Column(taskId, task.status(), task.type(), task.owner(), collapsed.contains(taskId));
                })
                .toList();
    }
}
