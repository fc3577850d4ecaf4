package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariant 12: with every id of another tenant in hand, one sees nothing of it and changes nothing. */
class TenantsAreApartTest {

    private final TestGate gate = TestGate.open();
    private final UUID stranger = UUID.randomUUID();
    private final UUID waiting = gate.tasker
            .createTask(NewTask.builder("unit", Json.emptyObject())
                    .idempotencyKey("k")
                    .build())
            .taskId();
    private final UUID task = gate.create("held");
    private final UUID obligation = gate.receipts(task).getFirst().receiptId();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void nothingIsSeen() {
        Inspector inspector = gate.gate.inspector(stranger);
        Tasker tasker = gate.gate.tasker(stranger, TestGate.PLANNER);

        assertRefused(ErrorCode.TASK_NOT_FOUND, () -> inspector.getTask(task));
        assertThat(inspector
                        .listTasks(TaskFilter.ALL, TaskSort.NEWEST_FIRST, 10, null)
                        .tasks())
                .isEmpty();
        assertThat(inspector.lineage(task, GetLineage.Scope.TREE, 10).receipts())
                .isEmpty();
        assertThat(inspector.leasesOfTask(task)).isEmpty();
        assertThat(tasker.openObligations(10, null).obligations()).isEmpty();
    }

    @Test
    void nothingIsTouched() throws SQLException {
        Worker mine = gate.worker("w");
        UUID lease = mine.leaseNext(new ClaimTasks.Request(List.of(), List.of("held"), 1, null))
                .getFirst()
                .leaseId();
        try (Connection connection = TestGate.connect()) {
            Ledger before = Ledger.read(connection, gate.tenant);
            Worker worker = gate.gate.worker(stranger, "w");
            Operator operator = gate.gate.operator(stranger, Principal.of(PrincipalKind.HUMAN, "ops"));

            assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> worker.startTask(task, lease));
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> worker.complete(task, lease, TestGate.located()));
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> worker.fail(task, lease, Json.emptyObject(), true));
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> operator.cancelTask(task, null));
            assertRefused(ErrorCode.NOT_FOUND, () -> operator.revokeLease(lease, "why"));
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> operator.retryTask(task));
            assertRefused(ErrorCode.TASK_NOT_FOUND, () -> operator.holdTask(task, null));
            assertRefused(ErrorCode.RECEIPT_NOT_FOUND, () -> operator.waiveObligation(obligation, "why"));
            operator.pauseType("held", null);
            assertThat(gate.gate.expireLeases(stranger)).isZero();

            assertThat(Ledger.read(connection, gate.tenant)).isEqualTo(before);
            assertThat(gate.claim(mine).taskId()).as("nothing is paused here").isEqualTo(waiting);
        }
    }

    @Test
    void aKeyOfOneIsNoKeyOfTheOther() {
        NewTask same =
                NewTask.builder("unit", Json.emptyObject()).idempotencyKey("k").build();

        assertThat(gate.gate.tasker(stranger, TestGate.PLANNER).createTask(same).existing())
                .isFalse();
    }

    @Test
    void aCauseInAnotherTenantIsNone() {
        NewTask caused = NewTask.builder("unit", Json.emptyObject())
                .causedBy(List.of(obligation))
                .build();

        assertRefused(
                ErrorCode.INVALID_REQUEST,
                () -> gate.gate.tasker(stranger, TestGate.PLANNER).createTask(caused));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
