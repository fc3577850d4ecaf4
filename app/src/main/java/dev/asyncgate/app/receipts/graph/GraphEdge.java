package dev.asyncgate.app.receipts.graph;

import java.util.List;
import java.util.UUID;

/**
 * A line between two nodes, along right angles.
 *
 * @param from the upper node
 * @param to the lower node; the upper one itself where an open obligation has none
 * @param bends from end to end
 * @param bounds the smallest box around all bends
 * @param number how many edges this one stands for
 */
public record GraphEdge(Kind kind, UUID from, UUID to, List<Point> bends, Box bounds, int number) {

    /** What the line says. */
    public enum Kind {
        /** The upper caused the lower. */
        CAUSAL,
        /** The lower discharged the upper; sealed in the middle. */
        OBLIGATION,
        /** Nothing has discharged the upper yet; ends in an empty ring. */
        OPEN
    }

    /** A corner; px of the graph at scale 1. */
    public record Point(double x, double y) {}

    public GraphEdge {
        bends = List.copyOf(bends);
    }

    public Point start() {
        return bends.getFirst();
    }

    public Point end() {
        return bends.getLast();
    }

    static GraphEdge along(Kind kind, UUID from, UUID to, List<Point> bends) {
        return new GraphEdge(kind, from, to, bends, boundsOf(bends), 1);
    }

    static GraphEdge bundle(UUID from, UUID to, List<Point> bends, int number) {
        return new GraphEdge(Kind.CAUSAL, from, to, bends, boundsOf(bends), number);
    }

    private static Box boundsOf(List<Point> bends) {
        double left = bends.stream().mapToDouble(Point::x).min().orElse(0);
        double right = bends.stream().mapToDouble(Point::x).max().orElse(0);
        double top = bends.stream().mapToDouble(Point::y).min().orElse(0);
        double bottom = bends.stream().mapToDouble(Point::y).max().orElse(0);
        return new Box(left, top, right - left, bottom - top);
    }
}
