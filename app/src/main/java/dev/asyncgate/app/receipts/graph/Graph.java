package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A graph laid out: columns, nodes and edges with their positions. Immutable. */
public final class Graph {

    /** What is drawn where nothing is. */
    public static final Graph EMPTY = new Graph(List.of(), List.of(), List.of());

    /** How far the label with its age stands above an open obligation. */
    private static final double LABEL = 24;

    /**
     * The head of a column.
     *
     * @param taskId null where the column holds many tasks
     * @param status the wire name of the task's state; null where the column holds many
     * @param title the type; where it holds many, the type, depth or owner that they have in common
     * @param note the owner, or how many tasks
     */
    public record Column(
            @Nullable UUID taskId, @Nullable String status, String title, String note, boolean collapsed) {}

    /** A stretch of time of this length that a row stands for; {@code y} is its middle. */
    public record Row(double y, Instant from, Duration length) {}

    private final List<Column> columns;
    private final List<Row> rows;
    private final Map<UUID, GraphNode> nodes = new LinkedHashMap<>();
    private final List<GraphEdge> edges;
    private final Map<UUID, List<UUID>> parents = new HashMap<>();
    private final Map<UUID, List<UUID>> children = new HashMap<>();
    private final Box bounds;

    Graph(List<Column> columns, List<GraphNode> nodes, List<GraphEdge> edges) {
        this(columns, List.of(), nodes, edges);
    }

    Graph(List<Column> columns, List<Row> rows, List<GraphNode> nodes, List<GraphEdge> edges) {
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
        this.edges = List.copyOf(edges);
        nodes.forEach(node -> this.nodes.put(node.id(), node));
        for (GraphEdge edge : edges) {
            if (!edge.from().equals(edge.to())) {
                parents.computeIfAbsent(edge.to(), ignored -> new ArrayList<>()).add(edge.from());
                children.computeIfAbsent(edge.from(), ignored -> new ArrayList<>())
                        .add(edge.to());
            }
        }
        this.bounds = bounds(this.columns.size(), nodes, edges);
    }

    public List<Column> columns() {
        return columns;
    }

    /** The column that a node of this graph stands in. */
    public Column column(GraphNode node) {
        return columns.get(node.slot().column());
    }

    /** The rows that have a time; none where each node has its own. */
    public List<Row> rows() {
        return rows;
    }

    public Iterable<GraphNode> nodes() {
        return nodes.values();
    }

    public Optional<GraphNode> node(@Nullable UUID id) {
        return id == null ? Optional.empty() : Optional.ofNullable(nodes.get(id));
    }

    public List<GraphEdge> edges() {
        return edges;
    }

    public int size() {
        return nodes.size();
    }

    public boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** All that is drawn, with some air below. */
    public Box bounds() {
        return bounds;
    }

    public List<UUID> parents(UUID id) {
        return parents.getOrDefault(id, List.of());
    }

    public List<UUID> children(UUID id) {
        return children.getOrDefault(id, List.of());
    }

    /** Everything that caused this node, however far away, and everything that it caused; itself too. */
    public Set<UUID> kin(UUID id) {
        Set<UUID> kin = reach(id, parents);
        kin.addAll(reach(id, children));
        return kin;
    }

    /** The node at this point. */
    public Optional<GraphNode> at(double x, double y) {
        for (GraphNode node : nodes.values()) {
            if (node.box().contains(x, y)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static Set<UUID> reach(UUID start, Map<UUID, List<UUID>> steps) {
        Set<UUID> reached = new HashSet<>();
        var next = new ArrayList<UUID>();
        next.add(start);
        while (!next.isEmpty()) {
            UUID id = next.removeLast();
            if (reached.add(id)) {
                next.addAll(steps.getOrDefault(id, List.of()));
            }
        }
        return reached;
    }

    private static Box bounds(int columns, List<GraphNode> nodes, List<GraphEdge> edges) {
        double top = 0;
        double bottom = 0;
        for (GraphNode node : nodes) {
            Box box = node.box();
            bottom = Math.max(bottom, box.bottom());
            top = node.isOpen() ? Math.min(top, box.y() - LABEL) : top;
        }
        for (GraphEdge edge : edges) {
            for (Point bend : edge.bends()) {
                bottom = Math.max(bottom, bend.y() + GUTTER_AIR);
            }
        }
        return new Box(0, top, columns * Grid.COLUMN, bottom + Grid.TOP - top);
    }

    /** Half the ring at the end of an open obligation. */
    private static final double GUTTER_AIR = 8;
}
