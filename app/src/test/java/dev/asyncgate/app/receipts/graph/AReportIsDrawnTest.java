package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipt.Role;
import dev.asyncgate.app.receipts.graph.GraphEdge.Kind;
import dev.asyncgate.app.receipts.graph.GraphNode.ReceiptNode;
import dev.asyncgate.app.receipts.graph.GraphNode.StackNode;
import dev.asyncgate.app.receipts.graph.Placement.Slot;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A report that had two parts made and then a chart: who owed what to whom can be seen. */
class AReportIsDrawnTest {

    private static final TaskGraphLayout.Words WORDS =
            new TaskGraphLayout.Words(depth -> "depth " + depth, count -> count + " tasks");

    private final Tale tale = Tale.report();
    private final Drawing drawing = Drawing.of(tale.index(), Set.of(), null, WORDS);
    private final Graph graph = drawing.graph();

    @Test
    void everyTaskHasAColumnAndPartsMadeAtOnceLieSideBySide() {
        assertThat(graph.columns())
                .extracting(Graph.Column::title)
                .containsExactly("report.render", "embeddings.build", "dataset.extract", "chart.render");
        assertThat(slot("b0")).isEqualTo(new Slot(1, 3));
        assertThat(slot("c0")).isEqualTo(new Slot(2, 3));
        assertThat(slot("a6").row()).isEqualTo(15);
    }

    @Test
    void theOutlineTellsTheRole() {
        assertThat(List.of("a0", "a1", "a4", "d3", "d4"))
                .extracting(this::role)
                .containsExactly(Role.OBLIGATION, Role.OTHER, Role.TERMINATOR, Role.WITHOUT_PROOF, Role.ANOMALY);
    }

    @Test
    void anOpenObligationEndsInARingBesideWhatCouldNotDischargeIt() {
        GraphEdge open = graph.edges().stream()
                .filter(edge -> edge.kind() == Kind.OPEN)
                .findFirst()
                .orElseThrow();

        assertThat(open.from()).isEqualTo(tale.id("d0"));
        assertThat(open.end().y())
                .isEqualTo(graph.node(tale.id("d3")).orElseThrow().box().centreY());
    }

    @Test
    void ancestorsAndDescendantsAreKinAndSiblingsAreNot() {
        Set<UUID> kin = graph.kin(tale.id("c5"));

        assertThat(kin).contains(tale.id("a0"), tale.id("c3"), tale.id("c5"), tale.id("d4"));
        assertThat(kin).doesNotContain(tale.id("c4"), tale.id("b0"), tale.id("a4"));
    }

    @Test
    void arrowKeysWalkTheEdges() {
        assertThat(step("c5", EdgeWalk.Direction.DOWN)).isEqualTo(tale.id("c6"));
        assertThat(step("c5", EdgeWalk.Direction.UP)).isEqualTo(tale.id("c3"));
        assertThat(step("a2", EdgeWalk.Direction.RIGHT)).isEqualTo(tale.id("b0"));
        assertThat(step("b0", EdgeWalk.Direction.RIGHT)).isEqualTo(tale.id("c0"));
        assertThat(step("d0", EdgeWalk.Direction.LEFT)).isEqualTo(tale.id("c6"));
        assertThat(EdgeWalk.step(graph, tale.id("d5"), EdgeWalk.Direction.DOWN)).isEmpty();
        assertThat(EdgeWalk.step(graph, null, EdgeWalk.Direction.UP))
                .map(GraphNode::id)
                .contains(tale.id("a0"));
    }

    @Test
    void aCollapsedTaskIsOneNodeThatKeepsItsOpenRing() {
        Graph collapsed =
                drawing.next(tale.index(), Set.of(tale.taskId(3)), null, WORDS).graph();

        assertThat(collapsed.node(tale.taskId(3))).hasValueSatisfying(node -> {
            assertThat(node)
                    .isInstanceOfSatisfying(
                            StackNode.class,
                            stack -> assertThat(stack.receipts()).isEqualTo(6));
            assertThat(node.isOpen()).isTrue();
            assertThat(node.slot()).isEqualTo(slot("d0"));
        });
        assertThat(collapsed.children(tale.id("c6"))).containsExactly(tale.taskId(3));
    }

    @Test
    void whatIsDrawnAsTasksHasANodeForEach() {
        ReceiptIndex many = RandomTales.tale(7, 300, 2_400).index();
        Drawing large = Drawing.of(many, Set.of(), Lanes.DEPTH, WORDS);

        assertThat(large.isOfTasks()).isTrue();
        assertThat(large.graph().size()).isEqualTo(many.tasks().size());
        assertThat(large.graph().columns().getFirst().title()).isEqualTo("depth 0");
        Set<Slot> slots = new HashSet<>();
        large.graph().nodes().forEach(node -> assertThat(slots.add(node.slot())).isTrue());
        for (GraphEdge edge : large.graph().edges()) {
            if (edge.kind() == Kind.CAUSAL) {
                assertThat(row(large.graph(), edge.from())).isLessThan(row(large.graph(), edge.to()));
            }
        }
    }

    @Test
    void theDotHoldsEveryReceiptAndEveryEdge() {
        String dot = Dot.of(tale.index());

        assertThat(dot).startsWith("digraph receipts {").endsWith("}\n");
        assertThat(dot.lines().filter(line -> line.contains("[label="))).hasSize(25);
        assertThat(dot.lines().filter(line -> line.contains("->"))).hasSize(28);
        assertThat(dot)
                .contains("\"%s\" -> \"%s\" [penwidth=2.4".formatted(tale.id("c0"), tale.id("c5")))
                .contains("label=\"report.render " + tale.taskId(0));
    }

    private static int row(Graph graph, UUID id) {
        return graph.node(id).orElseThrow().slot().row();
    }

    private Slot slot(String key) {
        return graph.node(tale.id(key)).orElseThrow().slot();
    }

    private Role role(String key) {
        return ((ReceiptNode) graph.node(tale.id(key)).orElseThrow()).role();
    }

    private UUID step(String key, EdgeWalk.Direction direction) {
        return EdgeWalk.step(graph, tale.id(key), direction).orElseThrow().id();
    }
}
