package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipts.graph.Graph.Column;
import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import dev.asyncgate.app.receipts.graph.GraphNode.BucketNode;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Bucket;
import dev.asyncgate.lineage.LineageSummary.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lays out a tree that is too large to draw its tasks: lanes in columns, in the order in which they first appear, time
 * down the rows. A bucket lies where its lane and time say, so nothing moves while the tree grows.
 */
public final class BucketGraphLayout {

    /** From a node to the line down in the gutter at its side. */
    private static final double GUTTER = 14;

    /** A way between columns that do not touch runs so far above the lower node. */
    private static final double ABOVE = 9;

    private static final double TIP = 2;

    private BucketGraphLayout() {}

    /** The graph. */
    public static Graph of(LineageSummary summary, TaskGraphLayout.Words words) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        summary.buckets().forEach(it -> columns.putIfAbsent(it.key().lane(), columns.size()));
        Instant first = summary.buckets().stream()
                .map(it -> it.key().from())
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
        Map<LineageSummary.Key, BucketNode> nodes = new LinkedHashMap<>();
        for (Bucket bucket : summary.buckets()) {
            long row = Duration.between(first, bucket.key().from()).dividedBy(summary.step());
            var slot = new Slot(columns.getOrDefault(bucket.key().lane(), 0), (int) row);
            nodes.put(bucket.key(), new BucketNode(BucketNode.idOf(bucket.key()), bucket, slot));
        }
        List<GraphEdge> edges = new ArrayList<>();
        for (Cause cause : summary.causes()) {
            BucketNode from = nodes.get(cause.from());
            BucketNode to = nodes.get(cause.to());
            if (from != null && to != null && !from.equals(to)) {
                edges.add(GraphEdge.bundle(from.id(), to.id(), bends(from, to), cause.tasks()));
            }
        }
        return new Graph(
                heads(summary, columns, words), rows(nodes, first, summary), List.copyOf(nodes.values()), edges);
    }

    private static List<Column> heads(
            LineageSummary summary, Map<String, Integer> columns, TaskGraphLayout.Words words) {
        Map<String, Integer> tasks = summary.buckets().stream()
                .collect(Collectors.groupingBy(it -> it.key().lane(), Collectors.summingInt(Bucket::tasks)));
        return columns.keySet().stream()
                .map(lane -> new Column(
                        null,
                        null,
                        words.lane(summary.lanes(), lane),
                        words.tasks().apply(tasks.getOrDefault(lane, 0)),
                        true))
                .toList();
    }

    private static List<Graph.Row> rows(
            Map<LineageSummary.Key, BucketNode> nodes, Instant first, LineageSummary summary) {
        return nodes.values().stream()
                .map(it -> it.slot().row())
                .distinct()
                .sorted()
                .map(row -> new Graph.Row(
                        Grid.TOP + row * BucketNode.ROW + BucketNode.HEIGHT / 2,
                        first.plus(summary.step().multipliedBy(row)),
                        summary.step()))
                .toList();
    }

    private static List<Point> bends(BucketNode from, BucketNode to) {
        Box upper = from.box();
        Box lower = to.box();
        int across = to.slot().column() - from.slot().column();
        boolean sameRow = from.slot().row() == to.slot().row();
        double left = lower.x() - GUTTER;
        if (across == 1 && sameRow) {
            return List.of(new Point(upper.right(), upper.centreY()), new Point(lower.x() - TIP, lower.centreY()));
        }
        if (across == 1) {
            return List.of(
                    new Point(upper.right(), upper.centreY()),
                    new Point(left, upper.centreY()),
                    new Point(left, lower.centreY()),
                    new Point(lower.x() - TIP, lower.centreY()));
        }
        if (across == 0) {
            return List.of(
                    new Point(upper.x(), upper.centreY()),
                    new Point(left, upper.centreY()),
                    new Point(left, lower.centreY()),
                    new Point(lower.x() - TIP, lower.centreY()));
        }
        double right = upper.right() + GUTTER - 4;
        return List.of(
                new Point(upper.right(), upper.centreY()),
                new Point(right, upper.centreY()),
                new Point(right, lower.y() - ABOVE),
                new Point(left, lower.y() - ABOVE),
                new Point(left, lower.centreY()),
                new Point(lower.x() - TIP, lower.centreY()));
    }
}
