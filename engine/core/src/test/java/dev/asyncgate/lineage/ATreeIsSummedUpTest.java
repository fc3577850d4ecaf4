package dev.asyncgate.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lineage.LineageSummary.Bucket;
import dev.asyncgate.lineage.LineageSummary.Cause;
import dev.asyncgate.lineage.LineageSummary.Lanes;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ATreeIsSummedUpTest {

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w-1");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void itsTasksAreCountedByTypeTimeAndState() {
        UUID root = gate.create("root");
        UUID cause = started(root);
        gate.clock.advance(Duration.ofSeconds(1));
        child("leaf", cause);
        UUID failing = child("leaf", cause);
        gate.clock.advance(Duration.ofMinutes(30));
        child("leaf", cause);
        gate.create("elsewhere");
        ClaimedTask first = gate.claim(gate.worker("w-2"));
        assertThat(first.taskId()).isNotEqualTo(root);

        LineageSummary summary = gate.inspector.lineageSummary(failing, Lanes.TYPE);

        assertThat(summary.tasks()).isEqualTo(4);
        assertThat(summary.open()).isEqualTo(4);
        assertThat(summary.receipts()).isEqualTo(4 + 3);
        assertThat(summary.buckets()).extracting(it -> it.key().lane()).containsExactly("root", "leaf", "leaf");
        Bucket early = summary.buckets().get(1);
        assertThat(early.states()).isEqualTo(Map.of(TaskStatus.QUEUED, 1, TaskStatus.LEASED, 1));
        assertThat(summary.causes())
                .containsExactlyInAnyOrder(
                        new Cause(summary.buckets().getFirst().key(), early.key(), 2),
                        new Cause(
                                summary.buckets().getFirst().key(),
                                summary.buckets().get(2).key(),
                                1));
        assertThat(Duration.ofMinutes(30).dividedBy(summary.step())).isLessThanOrEqualTo(10);
    }

    @Test
    void itsLanesAreTypesDepthsOrOwners() {
        UUID root = gate.create("root");
        UUID cause = started(root);
        UUID near = child("leaf", cause);
        UUID nearCause = started(near);
        UUID both = gate.gate
                .tasker(gate.tenant, Principal.parse("agent:writer"))
                .createTask(NewTask.builder("leaf", Json.emptyObject())
                        .causedBy(List.of(cause, nearCause))
                        .build())
                .taskId();

        assertThat(lanes(both, Lanes.TYPE)).isEqualTo(Map.of("root", 1, "leaf", 2));
        assertThat(lanes(both, Lanes.DEPTH)).as("the longest way counts").isEqualTo(Map.of("0", 1, "1", 1, "2", 1));
        assertThat(lanes(both, Lanes.OWNER)).containsEntry("agent:writer", 1).hasSize(2);
        assertThat(gate.inspector.lineageSummary(root, Lanes.DEPTH).causes())
                .extracting(it -> it.from().lane() + " " + it.to().lane())
                .containsExactlyInAnyOrder("0 1", "0 2", "1 2");
    }

    private Map<String, Integer> lanes(UUID task, Lanes lanes) {
        return gate.inspector.lineageSummary(task, lanes).buckets().stream()
                .collect(Collectors.toMap(it -> it.key().lane(), Bucket::tasks, Integer::sum));
    }

    @Test
    void aTaskThatIsNotThereHasNoTree() {
        assertThat(gate.inspector.lineageSummary(UUID.randomUUID(), Lanes.TYPE).buckets())
                .isEmpty();
    }

    @Test
    void theSurroundingsOfAReceiptReachAsFarAsAsked() {
        UUID root = gate.create("root");
        UUID cause = started(root);
        UUID leaf = child("leaf", cause);
        UUID assigned = assignedOf(leaf);

        assertThat(types(gate.inspector.lineageAround(assigned, 0, 0))).containsExactly("task.assigned");
        assertThat(types(gate.inspector.lineageAround(assigned, 2, 0)))
                .containsExactly("task.accepted", "task.started", "task.assigned");
        assertThat(types(gate.inspector.lineageAround(cause, 0, 1))).containsExactly("task.started", "task.assigned");
        assertThat(gate.inspector.lineageAround(assigned, 1, 0).tasks()).hasSize(2);
        assertThatThrownBy(() -> gate.inspector.lineageAround(UUID.randomUUID(), 1, 1))
                .hasMessageContaining("receipt");
    }

    private static List<String> types(Lineage lineage) {
        return lineage.receipts().stream().map(it -> it.type().wireName()).toList();
    }

    private UUID started(UUID task) {
        ClaimedTask claimed = gate.claim(worker);
        worker.startTask(task, claimed.leaseId());
        return receipt(task, ReceiptType.TASK_STARTED);
    }

    private UUID assignedOf(UUID task) {
        return receipt(task, ReceiptType.TASK_ASSIGNED);
    }

    private UUID receipt(UUID task, ReceiptType type) {
        return gate.inspector.lineage(task, GetLineage.Scope.TASK, 100).receipts().stream()
                .filter(it -> it.type() == type)
                .findFirst()
                .orElseThrow()
                .receiptId();
    }

    private UUID child(String type, UUID cause) {
        return gate.tasker
                .createTask(NewTask.builder(type, Json.emptyObject())
                        .causedBy(List.of(cause))
                        .build())
                .taskId();
    }
}
