package dev.asyncgate.app.receipts.graph;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the arrow keys lead: along edges as long as there is one in that direction. */
public final class EdgeWalk {

    /** The four arrow keys. */
    public enum Direction {
        UP,
        DOWN,
        LEFT,
        RIGHT
    }

    private EdgeWalk() {}

    /** The next node; the first of all when none is selected, empty when there is nothing in that direction. */
    public static Optional<GraphNode> step(Graph graph, @Nullable UUID from, Direction direction) {
        GraphNode here = graph.node(from).orElse(null);
        if (here == null) {
            for (GraphNode first : graph.nodes()) {
                return Optional.of(first);
            }
            return Optional.empty();
        }
        return switch (direction) {
            case UP -> nearest(graph, graph.parents(here.id()), here, 0);
            case DOWN -> nearest(graph, graph.children(here.id()), here, 0);
            case LEFT -> sideways(graph, here, -1);
            case RIGHT -> sideways(graph, here, 1);
        };
    }

    /** Along an edge between columns, else to the sibling on that side. */
    private static Optional<GraphNode> sideways(Graph graph, GraphNode here, int side) {
        List<UUID> along = side < 0 ? graph.parents(here.id()) : graph.children(here.id());
        return nearest(graph, along, here, side)
                .or(() -> nearest(
                        graph,
                        graph.parents(here.id()).stream()
                                .flatMap(parent -> graph.children(parent).stream())
                                .toList(),
                        here,
                        side));
    }

    /** @param side negative: left of here only; positive: right of it only; 0: anywhere, its own column first */
    private static Optional<GraphNode> nearest(Graph graph, List<UUID> ids, GraphNode here, int side) {
        Stream<GraphNode> nodes = ids.stream().flatMap(id -> graph.node(id).stream());
        return nodes.filter(node -> side == 0 || side * columns(here, node) > 0)
                .min(Comparator.<GraphNode>comparingInt(node -> Math.abs(columns(here, node)))
                        .thenComparingInt(
                                node -> Math.abs(node.slot().row() - here.slot().row())));
    }

    private static int columns(GraphNode here, GraphNode there) {
        return there.slot().column() - here.slot().column();
    }
}
