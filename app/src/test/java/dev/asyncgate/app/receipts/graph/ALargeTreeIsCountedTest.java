package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.receipts.graph.GraphEdge.Point;
import dev.asyncgate.app.receipts.graph.GraphNode.BucketNode;
import dev.asyncgate.lineage.LineageSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ALargeTreeIsCountedTest {

    private static final TaskGraphLayout.Words WORDS =
            new TaskGraphLayout.Words(depth -> "", count -> count + " tasks");

    private final LineageSummary summary = LargeTree.of(100_000);
    private final Graph graph = BucketGraphLayout.of(summary, WORDS);

    @Test
    void typesStandInTheOrderInWhichTheyAppearAndTimeRunsDown() {
        assertThat(graph.columns())
                .extracting(Graph.Column::title)
                .containsExactly(
                        "corpus.refresh", "crawl.page", "dataset.extract", "embeddings.build", "summarize.thread");
        assertThat(graph.columns().getFirst().note()).isEqualTo("1 tasks");
        assertThat(graph.rows()).extracting(Graph.Row::y).isSorted();
        for (BucketNode node : nodes(graph)) {
            assertThat(graph.rows()).anySatisfy(row -> {
                assertThat(row.from()).isEqualTo(node.bucket().key().from());
                assertThat(row.y()).isEqualTo(node.box().centreY());
            });
        }
    }

    @Test
    void noTwoNodesOverlap() {
        List<BucketNode> nodes = nodes(graph);
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(nodes.get(i).box().overlaps(nodes.get(j).box())).isFalse();
            }
        }
    }

    @Test
    void edgesRunRoundEveryNodeButTheirOwn() {
        for (GraphEdge edge : graph.edges()) {
            for (BucketNode node : nodes(graph)) {
                boolean own = node.id().equals(edge.from()) || node.id().equals(edge.to());
                assertThat(own || edge.bends().stream().noneMatch(bend -> inside(node, bend)))
                        .isTrue();
            }
            BucketNode to = (BucketNode) graph.node(edge.to()).orElseThrow();
            assertThat(edge.end().y()).isEqualTo(to.box().centreY());
            assertThat(edge.end().x()).isLessThan(to.box().x());
        }
    }

    @Test
    void whatGrowsMovesNothing() {
        Graph grown = BucketGraphLayout.of(LargeTree.of(200_000), WORDS);
        assertThat(grown.size()).isEqualTo(graph.size());
        for (BucketNode node : nodes(graph)) {
            assertThat(grown.node(node.id()).orElseThrow().box()).isEqualTo(node.box());
        }
    }

    @Test
    void itIsWrittenInDotToo() {
        Drawing drawing = Drawing.of(
                summary,
                new dev.asyncgate.receipt.Lineage.LineageTask(
                        nodes(graph).getFirst().id(), "t", "running", "o"),
                WORDS);
        assertThat(Dot.of(drawing))
                .startsWith("digraph tasks {")
                .contains("crawl.page")
                .endsWith("}\n");
    }

    private static boolean inside(BucketNode node, Point point) {
        Box box = node.box();
        return point.x() > box.x() && point.x() < box.right() && point.y() > box.y() && point.y() < box.bottom();
    }

    private static List<BucketNode> nodes(Graph graph) {
        var nodes = new ArrayList<BucketNode>();
        graph.nodes().forEach(node -> nodes.add((BucketNode) node));
        return nodes;
    }
}
