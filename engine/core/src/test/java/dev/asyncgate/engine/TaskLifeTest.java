package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task is submitted, leased, started, completed, and its obligation discharged; the receipts tell the whole story. */
class TaskLifeTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aNewTaskIsOwedToItsOwner() {
        UUID taskId = gate.create("report.render");

        assertThat(gate.tasker.getTask(taskId).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(gate.receiptTypes(taskId)).containsExactly("task.assigned");
        assertThat(gate.tasker.openObligations(200, null).obligations())
                .singleElement()
                .extracting(Receipt::taskId)
                .isEqualTo(taskId);
    }

    @Test
    void aCompletedTaskLeavesAChainOfCustodyAndNothingOpen() {
        UUID taskId = gate.create("report.render");
        Worker worker = gate.worker("gpu-7");
        ClaimedTask claimed = gate.claim(worker);
        gate.clock.advance(Duration.ofSeconds(3));
        worker.startTask(taskId, claimed.leaseId());
        gate.clock.advance(Duration.ofSeconds(30));
        worker.complete(taskId, claimed.leaseId(), TestGate.located());

        List<Receipt> receipts = gate.receipts(taskId);
        assertThat(gate.receiptTypes(taskId))
                .containsExactly(
                        "task.assigned", "task.accepted", "task.started", "task.completed", "task.result_ready");
        UUID assigned = receipts.get(0).receiptId();
        UUID accepted = receipts.get(1).receiptId();
        assertThat(receipts.get(1).parents()).containsExactly(assigned);
        assertThat(receipts.get(2).parents()).containsExactly(accepted);
        assertThat(receipts.get(3).parents()).containsExactly(assigned, accepted);
        assertThat(receipts.get(4).parents()).containsExactly(receipts.get(3).receiptId());
        assertThat(gate.tasker.openObligations(200, null).obligations()).isEmpty();
    }

    @Test
    void theResultIsKeptDigitForDigit() {
        UUID taskId = gate.create("sum");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = gate.claim(worker);
        worker.complete(
                taskId,
                claimed.leaseId(),
                new dev.asyncgate.task.Completion(
                        Json.parse("{\"total\": 90071992547409931.10}"), null, Json.parse("\"ticket 7\"")));

        Task task = gate.tasker.getTask(taskId);
        assertThat(task.status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(task.result()).isNotNull();
        assertThat(String.valueOf(task.result().result())).contains("90071992547409931.10");
    }

    @Test
    void workIsHandedOutByPriorityThenAge() {
        UUID old = gate.create("a");
        gate.clock.advance(Duration.ofSeconds(1));
        UUID young = gate.create("a");
        UUID urgent = gate.tasker
                .createTask(NewTask.builder("a", Json.emptyObject()).priority(5).build())
                .taskId();

        List<ClaimedTask> claimed = gate.worker("w").leaseNext(new ClaimTasks.Request(List.of(), List.of(), 10, null));

        assertThat(claimed).extracting(ClaimedTask::taskId).containsExactly(urgent, old, young);
    }

    @Test
    void whatAWorkerMayNotTakeHidesNothingThatItMay() {
        gate.tasker.createTask(NewTask.builder("gpu", Json.emptyObject())
                .requirements(List.of("cuda12"), List.of())
                .priority(9)
                .build());
        gate.tasker.createTask(NewTask.builder("later", Json.emptyObject())
                .delay(Duration.ofMinutes(5))
                .priority(9)
                .build());
        UUID plain = gate.create("plain");
        Worker worker = gate.worker("w");

        assertThat(gate.claim(worker).taskId()).isEqualTo(plain);
        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
        gate.clock.advance(Duration.ofMinutes(5));
        assertThat(gate.claim(worker).type()).isEqualTo("later");
        assertThat(worker.leaseNext(new ClaimTasks.Request(List.of("cuda12"), List.of(), 1, null)))
                .extracting(ClaimedTask::type)
                .containsExactly("gpu");
    }

    @Test
    void aCauseInAnotherTaskJoinsTheChains() {
        UUID parent = gate.create("report");
        UUID cause = gate.receipts(parent).getFirst().receiptId();
        UUID child = gate.tasker
                .createTask(NewTask.builder("extract", Json.emptyObject())
                        .causedBy(List.of(cause))
                        .build())
                .taskId();

        assertThat(gate.receipts(child).getFirst().parents()).containsExactly(cause);
        assertThat(gate.inspector
                        .lineage(child, dev.asyncgate.receipt.GetLineage.Scope.TREE, 100)
                        .tasks())
                .extracting(task -> task.taskId())
                .containsExactlyInAnyOrder(parent, child);
    }
}
