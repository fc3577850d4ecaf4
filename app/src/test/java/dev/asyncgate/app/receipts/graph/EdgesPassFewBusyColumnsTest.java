package dev.asyncgate.app.receipts.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.receipt.Lineage.LineageTask;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EdgesPassFewBusyColumnsTest {

    @Test
    void aTaskThatDelegatesBesideABusyOneHasTheNewOneNextToIt() {
        var tale = new Tale();
        for (String task : List.of("root", "busy", "late")) {
            tale.task(task, "%08x".formatted(task.hashCode()), "running", "agent:planner");
        }
        tale.add("r0", 0, "task.assigned", "agent:planner", "10:00:00");
        tale.add("b0", 1, "task.assigned", "agent:planner", "10:00:01", "r0");
        tale.add("r1", 0, "task.progress", "worker:w", "10:00:02", "r0");
        tale.add("b1", 1, "task.progress", "worker:w", "10:00:03", "b0");
        tale.add("r2", 0, "task.progress", "worker:w", "10:00:04", "r1");
        tale.add("b2", 1, "task.progress", "worker:w", "10:00:05", "b1");
        tale.add("l0", 2, "task.assigned", "agent:planner", "10:00:06", "r2");

        Placement<UUID, UUID> placed = GraphLayout.place(tale.index(), Placement.empty());

        assertThat(placed.columns()).containsExactly(tale.taskId(0), tale.taskId(2), tale.taskId(1));
        assertThat(ColumnOrder.passed(tale.index(), placed)).isZero();
    }

    @Test
    void noMoreArePassedThanInTheOrderOfCreationAndEveryTaskHasItsColumn() {
        for (long seed = 0; seed < 100; seed++) {
            ReceiptIndex index = RandomTales.tale(seed, 9, 60).index();
            List<UUID> created = index.tasks().stream().map(LineageTask::taskId).toList();
            Placement<UUID, UUID> placed = GraphLayout.place(index, Placement.empty());
            var inOrder = Placement.<UUID, UUID>empty()
                    .grow(
                            created,
                            index.receipts().stream()
                                    .map(it ->
                                            new Placement.Item<>(it.receiptId(), ReceiptIndex.taskOf(it), it.parents()))
                                    .toList());
            assertThat(ColumnOrder.passed(index, placed)).isLessThanOrEqualTo(ColumnOrder.passed(index, inOrder));
            assertThat(placed.columns()).containsExactlyInAnyOrderElementsOf(inOrder.columns());
            assertThat(GraphLayout.place(index, Placement.empty()).columns()).isEqualTo(placed.columns());
        }
    }
}
