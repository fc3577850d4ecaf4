package dev.asyncgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Terminal is final, a repeat of the call that won is answered as the first was, and failures are counted. */
class OutcomesAreFinalTest {

    private static final Json TIMEOUT = Json.parse("{\"kind\":\"RENDER_TIMEOUT\",\"page\":214}");

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void anEqualRepeatIsAnsweredAndADifferentCallIsRefused() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(taskId, lease, TestGate.located());
        worker.complete(taskId, lease, TestGate.located());

        assertThatThrownBy(() -> worker.complete(
                        taskId, lease, Completion.of(Json.parse("{\"pages\":4}"), Json.parse("[\"elsewhere\"]"))))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_INVALID_OR_EXPIRED));
        assertThat(gate.receiptTypes(taskId))
                .containsExactly("task.assigned", "task.accepted", "task.completed", "task.result_ready");
    }

    @Test
    void aFailureIsTriedAgainAfterAGrowingDelayUntilAttemptsAreSpent() {
        UUID taskId = gate.tasker
                .createTask(NewTask.builder("unit", Json.emptyObject())
                        .maxAttempts(3)
                        .retryBackoff(Duration.ofSeconds(15))
                        .build())
                .taskId();
        Worker worker = gate.worker("w");
        for (int failures = 1; failures <= 2; failures++) {
            UUID lease = gate.claim(worker).leaseId();
            FailTask.Failure failure = worker.fail(taskId, lease, TIMEOUT, true);
            Duration delay = Duration.ofSeconds(15L << (failures - 1));
            assertThat(failure.nextEligibleAt()).isEqualTo(gate.clock.instant().plus(delay));
            assertThat(worker.fail(taskId, lease, TIMEOUT, true)).isEqualTo(failure);
            gate.clock.advance(delay);
        }
        FailTask.Failure last = worker.fail(taskId, gate.claim(worker).leaseId(), TIMEOUT, true);

        assertThat(last.requeued()).isFalse();
        assertThat(gate.tasker.getTask(taskId))
                .matches(task -> task.status() == TaskStatus.FAILED && task.attempt() == 3);
        assertThat(gate.receiptTypes(taskId))
                .endsWith("task.failed", "system.anomaly", "task.result_ready")
                .containsSequence("task.accepted", "task.retry_scheduled", "task.accepted");
        assertThat(gate.tasker.openObligations(200, null).obligations()).isEmpty();
    }

    @Test
    void aFailureThatCannotBeRetriedEndsTheTask() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = gate.claim(worker);
        worker.startTask(taskId, claimed.leaseId());

        assertThat(worker.fail(taskId, claimed.leaseId(), TIMEOUT, false).requeued())
                .isFalse();
        Task task = gate.tasker.getTask(taskId);
        assertThat(task.result()).isNotNull();
        assertThat(task.result().error()).isEqualTo(TIMEOUT);
    }

    @Test
    void aSuccessThatNobodyCanFindLeavesItsObligationOpen() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        worker.complete(
                taskId, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), Json.parse("[]"), null));

        assertThat(gate.tasker.getTask(taskId).status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(gate.receiptTypes(taskId))
                .containsExactly(
                        "task.assigned", "task.accepted", "task.completed", "system.anomaly", "task.result_ready");
        assertThat(gate.receipts(taskId).get(2).parents())
                .containsExactly(gate.receipts(taskId).get(1).receiptId());
        assertThat(gate.tasker.openObligations(200, null).obligations()).hasSize(1);
    }

    @Test
    void underTheStrictPolicyItIsRefusedAndNothingChanges() {
        try (TestGate strict = TestGate.with(Map.of("LOCATABILITY", "strict"))) {
            UUID taskId = strict.create("unit");
            Worker worker = strict.worker("w");
            UUID lease = strict.claim(worker).leaseId();

            assertThatThrownBy(() -> worker.complete(taskId, lease, new Completion(Json.emptyObject(), null, null)))
                    .isInstanceOfSatisfying(
                            GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCATABILITY_REQUIRED));
            assertThat(strict.receiptTypes(taskId)).containsExactly("task.assigned", "task.accepted");
        }
    }

    @Test
    void releaseGivesTheTaskBackWithoutCountingAFailure() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();
        worker.releaseLease(taskId, lease, null);
        worker.releaseLease(taskId, lease, null);

        assertThat(gate.tasker.getTask(taskId))
                .matches(task -> task.status() == TaskStatus.QUEUED && task.attempt() == 0);
        gate.claim(worker);
        assertThat(gate.receiptTypes(taskId))
                .containsExactly("task.assigned", "task.accepted", "lease.released", "task.accepted");
    }
}
