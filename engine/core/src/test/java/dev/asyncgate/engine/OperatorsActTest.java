package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator acts on behalf of the tenant, and each act that changes something is kept with before and after. */
class OperatorsActTest {

    private static final Completion UNLOCATED = new Completion(Json.parse("{\"pages\":3}"), null, null);

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aRevokedLeaseIsOverAndItsTaskGoesToTheNext() throws SQLException {
        UUID task = gate.create("unit");
        UUID lease = gate.claim(worker).leaseId();
        worker.startTask(task, lease);

        operator.revokeLease(lease, "stuck");

        assertRefused(ErrorCode.LEASE_INVALID_OR_EXPIRED, () -> worker.complete(task, lease, TestGate.located()));
        assertThat(gate.inspector.leasesOfTask(task).getFirst().endReason()).isEqualTo(LeaseEnd.REVOKED);
        assertThat(gate.tasker.getTask(task).attempt()).isZero();
        assertThat(gate.claim(gate.worker("next")).taskId()).isEqualTo(task);
        assertThat(audit("operation || ' ' || (before ->> 'status') || ' ' || (after ->> 'status') || ' ' || reason"))
                .isEqualTo("revokeLease running queued stuck");
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.revokeLease(lease, "again"));
        assertRefused(ErrorCode.NOT_FOUND, () -> operator.revokeLease(UUID.randomUUID(), "nobody"));
    }

    @Test
    void aHeldTaskIsNotHandedOutUntilItIsResumed() throws SQLException {
        UUID task = gate.create("unit");

        operator.holdTask(task, "look first");
        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
        assertThat(gate.tasker.getTask(task)).satisfies(held -> {
            assertThat(held.held()).isTrue();
            assertThat(held.heldReason()).isEqualTo("look first");
        });
        operator.resumeTask(task);

        assertThat(gate.claim(worker).taskId()).isEqualTo(task);
        assertThat(audit("string_agg(operation, ',' ORDER BY event_id)")).isEqualTo("holdTask,resumeTask");
    }

    @Test
    void aTaskThatIsHeldWhileSomebodyWorksComesBackHeld() {
        UUID task = gate.create("unit");
        ClaimedTask claimed = gate.claim(worker);
        operator.holdTask(task, null);
        worker.releaseLease(task, claimed.leaseId(), null);

        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
    }

    @Test
    void priorityDecidesWhoIsNext() throws SQLException {
        gate.create("unit");
        UUID second = gate.create("unit");

        operator.reprioritize(second, 5);

        assertThat(gate.claim(worker).taskId()).isEqualTo(second);
        assertThat(gate.tasker.getTask(second).priority()).isEqualTo(5);
        assertThat(audit("(before ->> 'priority') || '>' || (after ->> 'priority')"))
                .isEqualTo("0>5");
    }

    @Test
    void nothingOfATaskThatHasEndedChanges() {
        UUID task = gate.create("unit");
        operator.cancelTask(task, null);

        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.holdTask(task, null));
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.resumeTask(task));
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.reprioritize(task, 1));
        assertRefused(ErrorCode.TASK_NOT_FOUND, () -> operator.holdTask(UUID.randomUUID(), null));
    }

    @Test
    void aPausedTypeIsNotHandedOutAndHidesNoOther() throws SQLException {
        gate.create("paused");
        UUID other = gate.create("other");

        operator.pauseType("paused", "broken upstream");
        operator.pauseType("paused", "twice is harmless");
        assertThat(gate.claim(worker).taskId()).isEqualTo(other);
        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
        assertThat(operator.pausedTypes())
                .extracting("type", "reason")
                .containsExactly(org.assertj.core.api.Assertions.tuple("paused", "broken upstream"));
        operator.resumeType("paused");

        assertThat(gate.claim(worker).type()).isEqualTo("paused");
        assertThat(audit("string_agg(operation || subject, ',' ORDER BY event_id)"))
                .isEqualTo("pauseTypepaused,resumeTypepaused");
    }

    @Test
    void aRetriedTaskIsANewOneThatTheOldOneCaused() {
        UUID old = gate.tasker
                .createTask(NewTask.builder("unit", Json.parse("{\"a\":1.50}"))
                        .idempotencyKey("once")
                        .priority(3)
                        .build())
                .taskId();
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.retryTask(old));
        worker.fail(old, gate.claim(worker).leaseId(), Json.emptyObject(), false);

        UUID retried = operator.retryTask(old).taskId();

        Task task = gate.tasker.getTask(retried);
        assertThat(task.createdBy()).isEqualTo(TestGate.PLANNER);
        assertThat(task.payload().text()).isEqualTo("{\"a\":1.50}");
        assertThat(task.priority()).isEqualTo(3);
        assertThat(task.idempotencyKey()).isNull();
        Receipt failed = only(old, ReceiptType.TASK_FAILED);
        assertThat(gate.receipts(retried).getFirst().parents()).containsExactly(failed.receiptId());
        assertThat(gate.inspector.lineage(old, GetLineage.Scope.TREE, 100).tasks())
                .hasSize(2);
    }

    @Test
    void evidenceSuppliedLaterDischargesTheObligationOnce() {
        UUID task = gate.create("unit");
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(task, lease, UNLOCATED);
        Json proof = Json.parse("{\"url\":\"https://example.org/r.pdf\"}");

        assertRefused(ErrorCode.LOCATABILITY_REQUIRED, () -> worker.amendCompletion(task, lease, null, null));
        assertRefused(
                ErrorCode.LEASE_INVALID_OR_EXPIRED,
                () -> gate.worker("other").amendCompletion(task, lease, null, proof));
        worker.amendCompletion(task, lease, null, proof);
        worker.amendCompletion(task, lease, null, proof);

        assertRefused(
                ErrorCode.INVALID_STATE_TRANSITION,
                () -> worker.amendCompletion(task, lease, Json.parse("[\"s3://x\"]"), null));
        Receipt amended = only(task, ReceiptType.TASK_AMENDED);
        assertThat(amended.parents())
                .containsExactly(
                        only(task, ReceiptType.TASK_ASSIGNED).receiptId(),
                        only(task, ReceiptType.TASK_COMPLETED).receiptId());
        assertThat(gate.tasker.openObligations(10, null).obligations()).isEmpty();
        Task read = gate.tasker.getTask(task);
        assertThat(read.amendment()).extracting(Task.Amendment::deliveryProof).isEqualTo(proof);
        assertThat(read.result())
                .as("the stored result does not change")
                .extracting(TaskResult::deliveryProof)
                .isNull();
    }

    @Test
    void aLocatedCompletionNeedsNoAmendment() {
        UUID task = gate.create("unit");
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(task, lease, TestGate.located());

        assertRefused(
                ErrorCode.INVALID_STATE_TRANSITION,
                () -> worker.amendCompletion(task, lease, Json.parse("[\"s3://x\"]"), null));
    }

    @Test
    void anObligationThatWillNeverBeProvenIsWaivedWithAReason() throws SQLException {
        UUID task = gate.create("unit");
        UUID obligation = only(task, ReceiptType.TASK_ASSIGNED).receiptId();
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.waiveObligation(obligation, "too early"));
        UUID lease = gate.claim(worker).leaseId();
        worker.complete(task, lease, UNLOCATED);
        assertRefused(ErrorCode.INVALID_REQUEST, () -> operator.waiveObligation(obligation, ""));

        UUID waived = operator.waiveObligation(obligation, "the bucket is gone");

        assertThat(only(task, ReceiptType.TASK_WAIVED).receiptId()).isEqualTo(waived);
        assertThat(only(task, ReceiptType.TASK_WAIVED).parents())
                .containsExactly(
                        obligation, only(task, ReceiptType.TASK_COMPLETED).receiptId());
        assertThat(gate.tasker.openObligations(10, null).obligations()).isEmpty();
        assertThat(audit("operation || ' ' || reason")).isEqualTo("waiveObligation the bucket is gone");
        assertRefused(ErrorCode.INVALID_STATE_TRANSITION, () -> operator.waiveObligation(obligation, "again"));
        assertRefused(
                ErrorCode.INVALID_STATE_TRANSITION,
                () -> worker.amendCompletion(task, lease, Json.parse("[\"s3://x\"]"), null));
        assertRefused(ErrorCode.RECEIPT_NOT_FOUND, () -> operator.waiveObligation(UUID.randomUUID(), "nothing"));
    }

    @Test
    void progressIsNumberedAndStartsTheTask() {
        UUID task = gate.create("unit");
        UUID lease = gate.claim(worker).leaseId();
        Json half = Json.parse("{\"percent\":50}");

        assertThat(worker.reportProgress(task, lease, half)).isEqualTo(1);
        assertThat(worker.reportProgress(task, lease, half)).isEqualTo(2);

        assertThat(gate.tasker.getTask(task).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(gate.tasker.getTask(task).progress())
                .satisfies(progress -> assertThat(progress.number()).isEqualTo(2));
        assertThat(gate.receiptTypes(task))
                .containsExactly("task.assigned", "task.accepted", "task.started", "task.progress", "task.progress");
        assertThat(gate.receipts(task).get(4).body().canonical())
                .isEqualTo("{\"number\":2,\"progress\":{\"percent\":50}}");
    }

    @Test
    void aTaskThatKeepsLosingItsWorkersIsHeldOnceThatIsConfigured() {
        try (TestGate strict = TestGate.with(java.util.Map.of("ASYNCGATE_MAX_LEASE_ENDS_WITHOUT_OUTCOME", "1"))) {
            UUID task = strict.create("unit");
            for (int i = 0; i < 2; i++) {
                strict.clock.advance(Duration.ofSeconds(10));
                strict.claim(strict.worker("w" + i));
                strict.clock.advance(Duration.ofMinutes(3));
                strict.gate.expireLeases(strict.tenant);
            }
            strict.clock.advance(Duration.ofSeconds(10));

            assertThat(strict.worker("w").leaseNext(ClaimTasks.Request.any())).isEmpty();
            assertThat(strict.tasker.getTask(task).heldReason()).isEqualTo("lost its workers 2 times");
            assertThat(strict.receipts(task).getLast().body().canonical())
                    .isEqualTo("{\"kind\":\"task_held\",\"lease_ends\":2}");
        }
    }

    private Receipt only(UUID task, ReceiptType type) {
        List<Receipt> found = gate.receipts(task).stream()
                .filter(receipt -> receipt.type() == type)
                .toList();
        assertThat(found).as("receipts of type %s", type).hasSize(1);
        return found.getFirst();
    }

    private String audit(String expression) throws SQLException {
        return TestGate.value("SELECT " + expression + " FROM audit_events WHERE kind = 'operator' AND tenant_id = '"
                + gate.tenant + "'");
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GateException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
}
