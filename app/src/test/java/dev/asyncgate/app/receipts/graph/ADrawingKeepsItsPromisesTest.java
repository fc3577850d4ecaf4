package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.GraphEdge.Kind;
import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the receipts, their drawing can be read, and grows without moving what was there. */
class ADrawingKeepsItsPromisesTest {

    private static final TaskGraphLayout.Words WORDS =
            new TaskGraphLayout.Words(depth -> "depth " + depth, count -> count + " tasks");

    @Property(tries = 200)
    void noTwoNodesOverlap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tasks) {
        List<GraphNode> nodes = nodes(draw(RandomTales.tale(seed, tasks, 60).index()));

        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(nodes.get(i).box().overlaps(nodes.get(j).box())).isFalse();
            }
        }
    }

    @Property(tries = 200)
    void parentsLieAboveTheirChildren(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tasks) {
        ReceiptIndex index = RandomTales.tale(seed, tasks, 60).index();
        Graph graph = draw(index);

        for (Receipt child : index.receipts()) {
            for (Receipt parent : index.parents(child)) {
                assertThat(row(graph, parent)).isLessThan(row(graph, child));
            }
        }
    }

    @Property(tries = 200)
    void timeRunsDownOverAllColumns(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tasks) {
        ReceiptIndex index = RandomTales.tale(seed, tasks, 60).index();
        Graph graph = draw(index);

        int lowest = 0;
        for (Receipt receipt : index.receipts()) {
            assertThat(row(graph, receipt)).isGreaterThanOrEqualTo(lowest - Placement.SLACK);
            lowest = Math.max(lowest, row(graph, receipt));
        }
    }

    @Property(tries = 200)
    void addingReceiptsMovesNoneThatWasThere(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int tasks,
            @ForAll @IntRange(min = 1, max = 59) int first) {
        Tale tale = RandomTales.tale(seed, tasks, 60);
        var before = new ReceiptIndex(tale.lineage(first));
        Placement<UUID, UUID> placed = GraphLayout.place(before, Placement.empty());
        Graph was = GraphLayout.of(before, placed, Set.of());

        Graph is = GraphLayout.of(tale.index(), GraphLayout.place(tale.index(), placed), Set.of());

        for (GraphNode node : was.nodes()) {
            assertThat(is.node(node.id())).map(GraphNode::slot).contains(node.slot());
        }
        assertThat(is.size()).isEqualTo(60);
    }

    @Property(tries = 200)
    void addingTasksMovesNoneThatWasThereWhateverColumnsStandFor(
            @ForAll long seed,
            @ForAll Lanes lanes,
            @ForAll @IntRange(min = 1, max = 12) int tasks,
            @ForAll @IntRange(min = 1, max = 59) int first) {
        Tale tale = RandomTales.tale(seed, tasks, 60);
        Drawing was = Drawing.of(begun(tale.lineage(first)), Set.of(), lanes, WORDS);

        Drawing is = was.next(begun(tale.lineage()), Set.of(), lanes, WORDS);

        for (GraphNode node : was.graph().nodes()) {
            assertThat(is.graph().node(node.id())).map(GraphNode::slot).contains(node.slot());
            assertThat(is.graph().column(node).title())
                    .isEqualTo(was.graph().column(node).title());
        }
        assertThat(nodes(is.graph())).extracting(GraphNode::slot).doesNotHaveDuplicates();
    }

    /** With the tasks alone that have receipts, as a ledger has them. */
    private static ReceiptIndex begun(Lineage lineage) {
        Set<UUID> with = lineage.receipts().stream().map(ReceiptIndex::taskOf).collect(Collectors.toSet());
        return new ReceiptIndex(new Lineage(
                lineage.receipts(),
                lineage.tasks().stream()
                        .filter(task -> with.contains(task.taskId()))
                        .toList(),
                lineage.open(),
                false));
    }

    @Property(tries = 200)
    void collapsingATaskMovesNoOther(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int tasks) {
        ReceiptIndex index = RandomTales.tale(seed, tasks, 60).index();
        Placement<UUID, UUID> placed = GraphLayout.place(index, Placement.empty());
        UUID task = ReceiptIndex.taskOf(index.receipts().getLast());

        Graph collapsed = GraphLayout.of(index, placed, Set.of(task));

        for (GraphNode node : GraphLayout.of(index, placed, Set.of()).nodes()) {
            if (!node.taskId().equals(task)) {
                assertThat(collapsed.node(node.id())).map(GraphNode::slot).contains(node.slot());
            }
        }
        assertThat(collapsed.size()).isEqualTo(60 - index.ofTask(task).size() + 1);
    }

    @Property(tries = 200)
    void whatDischargesAndWhatCausesNeverShareAGutter(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tasks) {
        Graph graph = draw(RandomTales.tale(seed, tasks, 60).index());

        for (GraphEdge edge : graph.edges()) {
            for (double x : verticals(edge)) {
                double inColumn = x % Grid.COLUMN;
                boolean inRightGutter = inColumn > (Grid.COLUMN + Grid.NODE_WIDTH) / 2;
                assertThat(inRightGutter).isEqualTo(edge.kind() != Kind.CAUSAL);
            }
        }
    }

    @Property(tries = 200)
    void noEdgeRunsThroughANode(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tasks) {
        Graph graph = draw(RandomTales.tale(seed, tasks, 60).index());
        List<GraphNode> nodes = nodes(graph);

        for (GraphEdge edge : graph.edges()) {
            for (int i = 1; i < edge.bends().size(); i++) {
                Box line = segment(edge.bends().get(i - 1), edge.bends().get(i));
                assertThat(nodes)
                        .filteredOn(node ->
                                !node.id().equals(edge.from()) && !node.id().equals(edge.to()))
                        .noneMatch(node -> node.box().overlaps(line));
            }
        }
    }

    private static Graph draw(ReceiptIndex index) {
        return GraphLayout.of(index, GraphLayout.place(index, Placement.empty()), Set.of());
    }

    private static List<GraphNode> nodes(Graph graph) {
        var nodes = new ArrayList<GraphNode>();
        graph.nodes().forEach(nodes::add);
        return nodes;
    }

    private static int row(Graph graph, Receipt receipt) {
        return graph.node(receipt.receiptId()).orElseThrow().slot().row();
    }

    private static Set<Double> verticals(GraphEdge edge) {
        Set<Double> verticals = new HashSet<>();
        for (int i = 1; i < edge.bends().size(); i++) {
            if (edge.bends().get(i).x() == edge.bends().get(i - 1).x()) {
                verticals.add(edge.bends().get(i).x());
            }
        }
        return verticals;
    }

    /** As thick as a hair, so that it overlaps what it crosses. */
    private static Box segment(Point a, Point b) {
        return new Box(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.abs(a.x() - b.x()), Math.abs(a.y() - b.y()))
                .grownBy(0.01);
    }
}
