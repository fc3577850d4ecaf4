package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.EdgeRouter.Link;
import dev.asyncgate.app.receipts.graph.Graph.Column;
import dev.asyncgate.app.receipts.graph.GraphEdge.Kind;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.receipts.graph.Placement.Item;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Lays out whole tasks as single nodes, in columns of their depth, type or owner: what a large tree is shown as. */
public final class TaskGraphLayout {

    private final ReceiptIndex index;
    private final Lanes lanes;
    private final Map<UUID, Set<UUID>> causes = new LinkedHashMap<>();
    private final Map<UUID, Integer> depths = new HashMap<>();

    private TaskGraphLayout(ReceiptIndex index, Lanes lanes) {
        this.index = index;
        this.lanes = lanes;
        for (LineageTask task : index.tasks()) {
            Set<UUID> causing = causing(task.taskId());
            causes.put(task.taskId(), causing);
            int depth = causing.stream()
                    .mapToInt(cause -> depths.getOrDefault(cause, 0) + 1)
                    .max()
                    .orElse(0);
            depths.put(task.taskId(), depth);
        }
    }

    /** Gives new tasks their places; those that have one keep it. */
    public static Placement<UUID, String> place(ReceiptIndex index, Lanes lanes, Placement<UUID, String> before) {
        var layout = new TaskGraphLayout(index, lanes);
        List<Item<UUID, String>> items = index.tasks().stream()
                .map(task -> new Item<>(task.taskId(), layout.lane(task), layout.causing(task)))
                .toList();
        return before.grow(items.stream().map(Item::column).distinct().toList(), items);
    }

    /**
     * The graph over places that {@link #place} gave.
     *
     * @param words how a column of so many tasks is called
     */
    public static Graph of(ReceiptIndex index, Lanes lanes, Placement<UUID, String> placement, Words words) {
        return new TaskGraphLayout(index, lanes).graph(placement, words);
    }

    /**
     * The words of a column's head.
     *
     * @param depth the name of a depth below the root, which is 0
     * @param tasks so many tasks
     */
    public record Words(IntFunction<String> depth, IntFunction<String> tasks) {

        /** The name of a column; types and principals are their own. */
        String lane(Lanes lanes, String lane) {
            return lanes == Lanes.DEPTH ? depth.apply(Integer.parseInt(lane)) : lane;
        }
    }

    private Graph graph(Placement<UUID, String> placement, Words words) {
        Map<UUID, GraphNode> nodes = new LinkedHashMap<>();
        for (LineageTask task : index.tasks()) {
            nodes.put(task.taskId(), stack(index, task, placement.slot(task.taskId())));
        }
        List<Link> links = new ArrayList<>();
        causes.forEach((task, causing) -> causing.forEach(cause -> {
            GraphNode from = nodes.get(cause);
            GraphNode to = nodes.get(task);
            if (from != null && to != null) {
                links.add(new Link(Kind.CAUSAL, from, to));
            }
        }));
        Map<String, Integer> tasks =
                index.tasks().stream().collect(Collectors.groupingBy(this::lane, Collectors.summingInt(task -> 1)));
        List<Column> columns = placement.columns().stream()
                .map(lane -> new Column(
                        null, null, words.lane(lanes, lane), words.tasks().apply(tasks.getOrDefault(lane, 0)), true))
                .toList();
        return new Graph(columns, List.copyOf(nodes.values()), new EdgeRouter(nodes.values()).route(links));
    }

    private String lane(LineageTask task) {
        return switch (lanes) {
            case DEPTH -> Integer.toString(depths.getOrDefault(task.taskId(), 0));
            case TYPE -> task.type();
            case OWNER -> task.owner();
        };
    }

    private List<UUID> causing(LineageTask task) {
        return List.copyOf(causes.getOrDefault(task.taskId(), Set.of()));
    }

    private Set<UUID> causing(UUID taskId) {
        Set<UUID> causing = new LinkedHashSet<>();
        for (Receipt receipt : index.ofTask(taskId)) {
            index.parents(receipt).stream()
                    .map(ReceiptIndex::taskOf)
                    .filter(cause -> depths.containsKey(cause))
                    .forEach(causing::add);
        }
        return causing;
    }

    static StackNode stack(ReceiptIndex index, LineageTask task, Slot slot) {
        List<Receipt> receipts = index.ofTask(task.taskId());
        Instant openSince = receipts.stream()
                .filter(receipt -> index.isOpen(receipt.receiptId()))
                .map(Receipt::createdAt)
                .findFirst()
                .orElse(null);
        boolean suspect =
                receipts.stream().anyMatch(receipt -> index.role(receipt).isSuspect());
        return new StackNode(task.taskId(), task.type(), task.status(), receipts.size(), suspect, slot, openSince);
    }
}
