package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipts.graph.GraphEdge.Kind;
import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the way of each edge round the nodes. What discharges runs in the gutter right of a column, what only caused
 * runs straight or in the gutter left of it, so that the two are never mistaken for each other. Between columns an edge
 * runs right along the row of the upper node, or in the gap below it where a node is in the way, and then down.
 */
final class EdgeRouter {

    /** Two nodes to be joined. */
    record Link(Kind kind, GraphNode from, GraphNode to) {}

    /** So far from its middle a causal edge leaves or enters the side of a node. */
    private static final double SHIFT = 5;
    /** The slanted and round outlines lie so far inside their box where edges meet them. */
    private static final double INSET = 3;
    /** An arrow's tip ends this far from its node. */
    private static final double TIP = 2;
    /** Where in the bottom of a node an edge leaves that cannot leave at its side. */
    private static final double BOTTOM_EXIT = 60;

    private static final double HALF_GAP = (Grid.ROW - Grid.NODE_HEIGHT) / 2;

    private final Map<Integer, BitSet> occupied = new HashMap<>();
    private final GutterTracks right = new GutterTracks();
    private final GutterTracks left = new GutterTracks();

    EdgeRouter(Iterable<GraphNode> nodes) {
        for (GraphNode node : nodes) {
            occupied.computeIfAbsent(node.slot().column(), ignored -> new BitSet())
                    .set(node.slot().row());
        }
    }

    List<GraphEdge> route(List<Link> links) {
        for (Link link : links) {
            if (link.kind() != Kind.CAUSAL) {
                right.claim(link);
            } else if (needsLeftGutter(link)) {
                left.claim(link);
            }
        }
        right.assign();
        left.assign();
        List<GraphEdge> edges = new ArrayList<>(links.size());
        for (Link link : links) {
            LayoutTime.check();
            edges.add(GraphEdge.along(link.kind(), link.from().id(), link.to().id(), bends(link)));
        }
        return edges;
    }

    private List<Point> bends(Link link) {
        return switch (link.kind()) {
            case OBLIGATION -> discharge(link);
            case OPEN -> open(link);
            case CAUSAL -> {
                if (column(link.from()) != column(link.to())) {
                    yield between(link);
                }
                yield needsLeftGutter(link) ? inLeftGutter(link) : straight(link);
            }
        };
    }

    private List<Point> discharge(Link link) {
        Box from = link.from().box();
        Box to = link.to().box();
        double x = rightTrack(link);
        return List.of(
                new Point(from.right(), from.centreY()),
                new Point(x, from.centreY()),
                new Point(x, to.centreY()),
                new Point(to.right() + 1, to.centreY()));
    }

    /** Down to the level of the last receipt, or one row where the obligation is the last itself. */
    private List<Point> open(Link link) {
        Box from = link.from().box();
        double x = rightTrack(link);
        double down = Math.max(link.to().box().centreY(), from.centreY() + Grid.ROW);
        return List.of(new Point(from.right(), from.centreY()), new Point(x, from.centreY()), new Point(x, down));
    }

    private static List<Point> straight(Link link) {
        Box from = link.from().box();
        Box to = link.to().box();
        return List.of(new Point(from.centreX(), from.bottom()), new Point(to.centreX(), to.y() - TIP));
    }

    private List<Point> inLeftGutter(Link link) {
        Box from = link.from().box();
        Box to = link.to().box();
        double x = from.x() - Grid.GUTTER - left.track(link) * Grid.TRACK;
        return List.of(
                new Point(from.x() + inset(link.from()), from.centreY() + SHIFT),
                new Point(x, from.centreY() + SHIFT),
                new Point(x, to.centreY() - SHIFT),
                new Point(to.x() - TIP + inset(link.to()), to.centreY() - SHIFT));
    }

    private List<Point> between(Link link) {
        Box from = link.from().box();
        Box to = link.to().box();
        List<Point> way = new ArrayList<>();
        boolean alongRow = isRowClear(link);
        double y = alongRow ? from.centreY() : from.bottom() + HALF_GAP;
        if (alongRow) {
            way.add(new Point(from.right(), y));
        } else {
            double x = from.centreX() + BOTTOM_EXIT;
            way.add(new Point(x, from.bottom()));
            way.add(new Point(x, y));
        }
        if (isClear(column(link.to()), row(link.from()) + (alongRow ? 0 : 1), row(link.to()))) {
            way.add(new Point(to.centreX(), y));
            way.add(new Point(to.centreX(), to.y() - TIP));
        } else {
            double x = to.x() - Grid.GUTTER - Grid.TRACKS * Grid.TRACK;
            way.add(new Point(x, y));
            way.add(new Point(x, to.centreY() - SHIFT));
            way.add(new Point(to.x() - TIP + inset(link.to()), to.centreY() - SHIFT));
        }
        return way;
    }

    /** Whether nothing stands right of the upper node up to and with the lower one's column. */
    private boolean isRowClear(Link link) {
        int row = row(link.from());
        if (column(link.to()) < column(link.from())) {
            return false;
        }
        for (int column = column(link.from()) + 1; column <= column(link.to()); column++) {
            if (isOccupied(column, row)) {
                return false;
            }
        }
        return true;
    }

    private boolean needsLeftGutter(Link link) {
        return column(link.from()) == column(link.to())
                && !isClear(column(link.to()), row(link.from()) + 1, row(link.to()));
    }

    /** Whether a column is empty from a row down to above another. */
    private boolean isClear(int column, int fromRow, int toRow) {
        BitSet rows = occupied.get(column);
        int next = rows == null ? -1 : rows.nextSetBit(fromRow);
        return next < 0 || next >= toRow;
    }

    private boolean isOccupied(int column, int row) {
        BitSet rows = occupied.get(column);
        return rows != null && rows.get(row);
    }

    private double rightTrack(Link link) {
        return link.from().box().right() + Grid.GUTTER + right.track(link) * Grid.TRACK;
    }

    /** The slanted and round outlines begin a little inside their box above and below their middle. */
    private static double inset(GraphNode node) {
        return switch (node) {
            case GraphNode.StackNode ignored -> 0;
            case GraphNode.BucketNode ignored -> 0;
            case GraphNode.ReceiptNode receipt ->
                switch (receipt.role()) {
                    case OTHER, ANOMALY -> 0;
                    case OBLIGATION, TERMINATOR, WITHOUT_PROOF -> INSET;
                };
        };
    }

    private static int column(GraphNode node) {
        return node.slot().column();
    }

    private static int row(GraphNode node) {
        return node.slot().row();
    }
}
