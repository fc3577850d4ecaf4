package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The graph around a task or a receipt holds what is near, says how it hangs together, and whether there is more. */
class LineageIsWalkedTest {

    private static final int CHAIN = 5;

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");
    private final List<UUID> tasks = new ArrayList<>();

    /** Tasks, each caused by the result of the one before; each has four receipts, the last one two. */
    @BeforeEach
    void delegate() {
        UUID cause = null;
        for (int i = 0; i < CHAIN; i++) {
            NewTask.Builder task = NewTask.builder("unit", Json.emptyObject());
            tasks.add(gate.tasker
                    .createTask(
                            cause == null
                                    ? task.build()
                                    : task.causedBy(List.of(cause)).build())
                    .taskId());
            ClaimedTask claimed = gate.claim(worker);
            if (i < CHAIN - 1) {
                worker.complete(claimed.taskId(), claimed.leaseId(), TestGate.located());
                cause = id(gate.receipts(claimed.taskId()), ReceiptType.TASK_COMPLETED);
            }
        }
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theWholeOfItWithinTheDepth() {
        ReceiptGraph graph = gate.tasker.lineageOfTask(tasks.get(2), 100, 1000);

        assertThat(graph.entries()).hasSize(4 * (CHAIN - 1) + 2);
        assertThat(graph.truncated()).isFalse();
        assertThat(graph.entries()).isSortedAccordingTo((a, b) -> Long.compare(a.position(), b.position()));
        int parents = graph.entries().stream()
                .mapToInt(entry -> entry.receipt().parents().size())
                .sum();
        assertThat(graph.edges()).hasSize(parents).doesNotHaveDuplicates();
    }

    @Test
    void aTaskReachesOneEdgeFurtherBothWays() {
        ReceiptGraph graph = gate.tasker.lineageOfTask(tasks.get(2), 1, 1000);

        assertThat(graph.entries())
                .hasSize(6)
                .extracting(entry -> entry.receipt().taskId())
                .contains(tasks.get(1), tasks.get(3));
        assertThat(graph.truncated()).isTrue();
        assertThat(graph.edges())
                .contains(new ReceiptGraph.Edge(
                        id(gate.receipts(tasks.get(2)), ReceiptType.TASK_COMPLETED),
                        id(gate.receipts(tasks.get(3)), ReceiptType.TASK_ASSIGNED),
                        ReceiptType.TASK_ASSIGNED));
    }

    @Test
    void aReceiptReachesItsParentsAndChildren() {
        UUID completed = id(gate.receipts(tasks.get(2)), ReceiptType.TASK_COMPLETED);
        ReceiptGraph graph = gate.tasker.lineageOfReceipt(completed, 1, 1000);

        assertThat(graph.entries())
                .extracting(entry -> entry.receipt().type())
                .containsExactlyInAnyOrder(
                        ReceiptType.TASK_ASSIGNED,
                        ReceiptType.TASK_ACCEPTED,
                        ReceiptType.TASK_COMPLETED,
                        ReceiptType.TASK_RESULT_READY,
                        ReceiptType.TASK_ASSIGNED);
        assertThat(graph.truncated()).isTrue();
    }

    @Test
    void theNearestAreKeptWhenTheLimitIsMet() {
        ReceiptGraph graph = gate.tasker.lineageOfTask(tasks.get(2), 100, 5);

        assertThat(graph.entries()).hasSize(5);
        assertThat(graph.truncated()).isTrue();
        assertThat(graph.entries().stream()
                        .filter(entry -> tasks.get(2).equals(entry.receipt().taskId())))
                .hasSize(4);
    }

    @Test
    void exactlyTheLimitIsNotTruncated() {
        int all = 4 * (CHAIN - 1) + 2;
        assertThat(gate.tasker.lineageOfTask(tasks.get(2), 100, all).truncated())
                .isFalse();
        assertThat(gate.tasker.lineageOfTask(tasks.get(2), 100, all - 1).truncated())
                .isTrue();
        assertThat(gate.tasker.lineageOfTask(tasks.get(2), 100, 1).entries()).hasSize(1);
    }

    @Test
    void theDepthThatJustReachesTheEndIsNotTruncated() {
        int depth = 1;
        while (gate.tasker.lineageOfTask(tasks.getFirst(), depth, 1000).truncated()) {
            assertThat(depth).isLessThan(100);
            depth++;
        }
        assertThat(gate.tasker.lineageOfTask(tasks.getFirst(), depth, 1000).entries())
                .hasSize(4 * (CHAIN - 1) + 2);
        assertThat(gate.tasker.lineageOfTask(tasks.getFirst(), depth - 1, 1000).entries())
                .hasSizeLessThan(4 * (CHAIN - 1) + 2);
    }

    private static UUID id(List<Receipt> receipts, ReceiptType type) {
        return receipts.stream()
                .filter(receipt -> receipt.type() == type)
                .map(Receipt::receiptId)
                .findFirst()
                .orElseThrow();
    }
}
