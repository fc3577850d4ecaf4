package dev.asyncgate.app.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.EdgeWalk;
import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.LargeTree;
import dev.asyncgate.app.receipts.graph.RandomTales;
import dev.asyncgate.app.receipts.graph.Tale;
import dev.asyncgate.app.receipts.graph.TaskGraphLayout;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the place shows of a task as its receipts come, without a window. */
class ReceiptsFollowTheirTaskTest {

    private final Tale tale = Tale.report();
    private final List<GetLineage.Scope> asked = new ArrayList<>();
    private final Background background = Background.direct();
    private final List<String> around = new ArrayList<>();
    private final List<Lanes> countedIn = new ArrayList<>();
    private Lineage lineage = tale.lineage();
    private LineageSummary summary = LargeTree.of(1);
    private final ReceiptsViewModel viewModel = new ReceiptsViewModel(
            background,
            reads((task, reach, limit) -> {
                asked.add(reach);
                return Objects.requireNonNull(lineage);
            }),
            List::of,
            new TaskGraphLayout.Words(depth -> "", count -> ""));

    @Test
    void whatTakesTooLongToLayOutIsCountedAndThatIsSaid() {
        var hasty = new ReceiptsViewModel(
                background,
                reads((task, reach, limit) -> Objects.requireNonNull(lineage)),
                List::of,
                new TaskGraphLayout.Words(depth -> "", count -> ""),
                Duration.ZERO);
        hasty.open(tale.taskId(0), null);
        assertThat(Objects.requireNonNull(hasty.drawingProperty().get()).isOfBuckets())
                .isTrue();
        assertThat(hasty.isGivenUp()).isTrue();
        viewModel.open(tale.taskId(0), null);
        assertThat(viewModel.isGivenUp()).isFalse();
    }

    @Test
    void withoutATaskItOffersTheNewestAndSaysWhenThereAreNone() {
        viewModel.arrive();

        assertThat(viewModel.screenProperty().get()).isEqualTo(new Screen.NoTasks());
        assertThat(viewModel.inspectionProperty().get()).isNull();
    }

    @Test
    void howItWasLookedAtIsRememberedButForTheReceiptThatIsGone() {
        Memory memory = Memory.forgetful();
        viewModel.remember(memory);
        viewModel.reachProperty().set(Reach.TASK);
        viewModel.asTableProperty().set(true);
        viewModel.followProperty().set(false);
        ReceiptsViewModel again = again(memory);
        assertThat(again.reachProperty().get()).isEqualTo(Reach.TASK);
        assertThat(again.asTableProperty().get()).isTrue();
        assertThat(again.followProperty().get()).isFalse();
        viewModel.reachProperty().set(Reach.RECEIPT);
        assertThat(again(memory).reachProperty().get()).isEqualTo(Reach.TREE);
    }

    private ReceiptsViewModel again(Memory memory) {
        var again = new ReceiptsViewModel(
                background,
                reads((task, reach, limit) -> Objects.requireNonNull(lineage)),
                List::of,
                new TaskGraphLayout.Words(depth -> "", count -> ""));
        again.remember(memory);
        return again;
    }

    @Test
    void aTaskIsShownWithTheReceiptThatOneCameFor() {
        viewModel.open(tale.taskId(0), tale.id("c5"));

        assertThat(viewModel.screenProperty().get()).isEqualTo(new Screen.Drawn());
        assertThat(viewModel.inspectionProperty().get()).isInstanceOfSatisfying(Inspection.OfReceipt.class, it -> {
            assertThat(it.inspected().receipt().receiptId()).isEqualTo(tale.id("c5"));
            assertThat(it.inspected().genuine()).isTrue();
            assertThat(it.inspected().parents()).hasSize(2);
            assertThat(it.kin()).contains(tale.id("a0")).doesNotContain(tale.id("b0"));
        });
    }

    @Test
    void whatGrowsKeepsItsPlacesAndTheSelection() {
        lineage = tale.lineage(10);
        viewModel.open(tale.taskId(0), tale.id("c0"));
        Drawing before = drawing();
        lineage = tale.lineage();

        viewModel.leave();
        viewModel.arrive();

        assertThat(drawing().graph().size()).isEqualTo(25);
        before.graph()
                .nodes()
                .forEach(node -> assertThat(
                                drawing().graph().node(node.id()).orElseThrow().slot())
                        .isEqualTo(node.slot()));
        assertThat(viewModel.selectedProperty().get()).isEqualTo(tale.id("c0"));
    }

    @Test
    void whatHasNotChangedIsNotDrawnAgain() {
        viewModel.open(tale.taskId(0), null);
        Drawing before = drawing();

        viewModel.leave();
        viewModel.arrive();

        assertThat(drawing()).isSameAs(before);
    }

    @Test
    void itCollapsesWhilePausedToo() {
        viewModel.open(tale.taskId(0), tale.id("c5"));
        background.liveProperty().set(false);

        viewModel.toggleCollapsed();

        assertThat(drawing().collapsed()).isEqualTo(Set.of(tale.taskId(2)));
        assertThat(viewModel.shownNode()).isEqualTo(tale.taskId(2));
        viewModel.toggleCollapsed();
        assertThat(drawing().graph().size()).isEqualTo(25);
        assertThat(viewModel.shownNode()).isEqualTo(tale.id("c5"));
    }

    @Test
    void whatIsFoundIsWalkedRoundAndRound() {
        viewModel.open(tale.taskId(0), null);
        viewModel.findProperty().set("COMPLETED");
        List<UUID> found = viewModel.matchesProperty().get();

        assertThat(found).hasSize(4);
        for (UUID each : List.of(found.get(0), found.get(1), found.get(2), found.get(3), found.get(0))) {
            viewModel.nextMatch();
            assertThat(viewModel.selectedProperty().get()).isEqualTo(each);
        }
        viewModel.findProperty().set(" ");
        assertThat(viewModel.matchesProperty().get()).isEmpty();
    }

    @Test
    void theScopeIsReadAnew() {
        viewModel.open(tale.taskId(0), null);
        viewModel.reachProperty().set(Reach.TASK);

        assertThat(asked).contains(GetLineage.Scope.TREE).endsWith(GetLineage.Scope.TASK);
    }

    @Test
    void arrowsAndTheOpenObligationLeadToReceipts() {
        viewModel.open(tale.taskId(0), null);
        viewModel.nextOpen();
        assertThat(viewModel.selectedProperty().get()).isEqualTo(tale.id("d0"));

        viewModel.walk(EdgeWalk.Direction.DOWN);
        assertThat(viewModel.selectedProperty().get()).isEqualTo(tale.id("d1"));
    }

    @Test
    void aTaskThatIsNotThereIsSaid() {
        lineage = new Lineage(List.of(), List.of(), Set.of(), false);
        viewModel.open(UUID.randomUUID(), null);

        assertThat(viewModel.screenProperty().get()).isEqualTo(new Screen.NoSuchTask());
    }

    @Test
    void aFailureIsShownAndCanBeTriedAgain() {
        var failing = new boolean[] {true};
        var model = new ReceiptsViewModel(
                background,
                reads((task, reach, limit) -> {
                    if (failing[0]) {
                        throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "It does not answer.");
                    }
                    return lineage;
                }),
                List::of,
                new TaskGraphLayout.Words(depth -> "", count -> ""));

        model.open(tale.taskId(0), null);
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Failed.class);
        failing[0] = false;
        model.retry();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Drawn());
    }

    private Drawing drawing() {
        return Objects.requireNonNull(viewModel.drawingProperty().get());
    }

    @Test
    void aTreeOfMoreTasksThanCanBeDrawnIsCounted() {
        lineage = new Lineage(tale.lineage().receipts(), tale.lineage().tasks(), Set.of(), true);
        summary = LargeTree.of(3000);

        viewModel.open(tale.taskId(0), null);

        assertThat(drawing().isOfBuckets()).isTrue();
        assertThat(drawing().tasks()).isEqualTo(3000);
        assertThat(drawing().graph().size()).isLessThan(100);
        viewModel.nextOpen();
        assertThat(viewModel.inspectionProperty().get()).isInstanceOfSatisfying(Inspection.OfBucket.class, it -> {
            assertThat(it.node().bucket().open()).isPositive();
            assertThat(it.kin()).contains(it.id());
        });
        viewModel.findProperty().set("EMBED");
        assertThat(viewModel.matchesProperty().get()).isNotEmpty();
    }

    @Test
    void aTreeIsDrawnInTheDetailThatIsChosenAndElseAsItsSizeAllows() {
        viewModel.open(tale.taskId(0), null);
        assertThat(drawing().isOfTasks()).isFalse();

        viewModel.detailProperty().set(Detail.TASKS);
        assertThat(drawing().isOfTasks()).isTrue();
        assertThat(drawing().graph().size()).isEqualTo(4);
        viewModel.detailProperty().set(Detail.COUNTS);
        assertThat(drawing().isOfBuckets()).isTrue();
        viewModel.reachProperty().set(Reach.TASK);
        assertThat(drawing().isOfBuckets()).as("a task has no detail to choose").isFalse();
        viewModel.reachProperty().set(Reach.TREE);
        viewModel.detailProperty().set(null);
        assertThat(drawing().graph().size()).isEqualTo(25);
    }

    @Test
    void theColumnsOfALargeTreeStandForWhatIsChosen() {
        viewModel.detailProperty().set(Detail.COUNTS);
        viewModel.open(tale.taskId(0), null);
        viewModel.lanesProperty().set(Lanes.OWNER);
        assertThat(countedIn.stream().distinct()).containsExactly(Lanes.TYPE, Lanes.OWNER);

        viewModel.detailProperty().set(Detail.TASKS);
        assertThat(titles()).containsExactly("agent:planner", "agent:writer");
        viewModel.lanesProperty().set(Lanes.TYPE);
        assertThat(titles()).doesNotHaveDuplicates().contains("report.render", "chart.render");
        viewModel.lanesProperty().set(null);
        assertThat(drawing().tasksIn()).isEqualTo(Lanes.DEPTH);
    }

    private List<String> titles() {
        return drawing().graph().columns().stream().map(Graph.Column::title).toList();
    }

    @Test
    void moreThanTwoThousandReceiptsAreDrawnAsTasksUnlessSomebodyWantsThemAll() {
        lineage = RandomTales.tale(7, 300, 2_400).index().lineage();
        viewModel.open(lineage.tasks().getFirst().taskId(), null);
        assertThat(drawing().isOfTasks()).isTrue();

        viewModel.detailProperty().set(Detail.RECEIPTS);
        assertThat(drawing().isOfTasks()).isFalse();
        assertThat(drawing().graph().size()).isEqualTo(2_400);
    }

    @Test
    void theSurroundingsOfAReceiptAreDrawnAsDeepAsOneWants() {
        viewModel.open(tale.taskId(0), tale.id("c5"));

        viewModel.reachProperty().set(Reach.RECEIPT);
        viewModel.deeper(1);

        assertThat(around.stream().distinct()).containsExactly("c5 3 3", "c5 4 3", "c5 4 4");
        assertThat(viewModel.screenProperty().get()).isEqualTo(new Screen.Drawn());
    }

    @Test
    void withoutAReceiptThereIsNothingAroundIt() {
        viewModel.open(tale.taskId(0), null);

        viewModel.reachProperty().set(Reach.RECEIPT);

        assertThat(viewModel.reachProperty().get()).isEqualTo(Reach.TREE);
        assertThat(around).isEmpty();
    }

    private LineageReads reads(LineageReads.Whole whole) {
        return new LineageReads(
                whole,
                (receipt, up, down) -> {
                    around.add((receipt.equals(tale.id("c5")) ? "c5" : "another") + " " + up + " " + down);
                    return tale.lineage();
                },
                (task, lanes) -> {
                    countedIn.add(lanes);
                    return summary;
                },
                task -> tale.lineage().tasks().getFirst());
    }
}
