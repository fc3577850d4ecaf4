package dev.asyncgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Receipt;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever owns a task may end it, once, and its worker learns. */
class CancellationTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aQueuedTaskEndsAndItsObligationIsDischarged() {
        UUID task = gate.create("unit");

        assertThat(gate.tasker.cancelTask(task, "not needed")).isEqualTo(new Cancellation(true, TaskStatus.CANCELED));

        List<Receipt> receipts = gate.receipts(task);
        assertThat(gate.receiptTypes(task)).containsExactly("task.assigned", "task.canceled", "task.result_ready");
        assertThat(receipts.get(1).parents()).containsExactly(receipts.get(0).receiptId());
        assertThat(receipts.get(1).body().canonical()).isEqualTo("{\"reason\":\"not needed\"}");
        assertThat(gate.tasker.openObligations(10, null).obligations()).isEmpty();
        assertThat(gate.tasker.getTask(task).result())
                .extracting(TaskResult::error)
                .isEqualTo(Json.parse("{\"reason\":\"not needed\"}"));
    }

    @Test
    void aLiveLeaseEndsWithItAndItsHolderIsRefused() {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();

        gate.tasker.cancelTask(task, null);

        assertThat(gate.inspector.leasesOfTask(task).getFirst().endReason()).isEqualTo(LeaseEnd.CANCELED);
        assertThat(gate.receipts(task).get(2).parents()).hasSize(2);
        assertThatThrownBy(() -> worker.complete(task, lease, TestGate.located()))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_INVALID_OR_EXPIRED));
    }

    @Test
    void aTaskThatHasEndedIsLeftAsItIs() {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        worker.complete(task, gate.claim(worker).leaseId(), TestGate.located());
        List<String> before = gate.receiptTypes(task);

        assertThat(gate.tasker.cancelTask(task, null)).isEqualTo(new Cancellation(false, TaskStatus.SUCCEEDED));
        assertThat(gate.receiptTypes(task)).isEqualTo(before);
    }

    @Test
    void aStrangerMayNot() {
        UUID task = gate.create("unit");
        Principal stranger = Principal.of(PrincipalKind.AGENT, "stranger");

        assertThatThrownBy(() -> gate.gate.tasker(gate.tenant, stranger).cancelTask(task, null))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED))
                .hasMessageContaining("agent:planner");
        assertThat(gate.tasker.getTask(task).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void anInternalPrincipalMay() {
        UUID task = gate.create("unit");

        assertThat(gate.gate
                        .tasker(gate.tenant, Principal.ASYNCGATE)
                        .cancelTask(task, null)
                        .ok())
                .isTrue();
    }

    @Test
    void anUnknownTaskIsNotFound() {
        assertThatThrownBy(() -> gate.tasker.cancelTask(UUID.randomUUID(), null))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TASK_NOT_FOUND));
    }
}
