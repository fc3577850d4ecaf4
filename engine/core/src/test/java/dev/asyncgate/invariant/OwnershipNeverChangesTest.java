package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariant 7: whoever works on a task, cancels it or tries it again, its owner stays its owner. */
class OwnershipNeverChangesTest {

    private final TestGate gate = TestGate.open();
    private final UUID task = gate.create("unit");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void notByOthersActs() {
        Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
        gate.worker("w").releaseLease(task, gate.claim(gate.worker("w")).leaseId(), null);
        operator.cancelTask(task, null);
        UUID again = operator.retryTask(task).taskId();

        assertThat(gate.tasker.getTask(task).createdBy()).isEqualTo(TestGate.PLANNER);
        assertThat(gate.tasker.getTask(again).createdBy()).isEqualTo(TestGate.PLANNER);
    }

    @Test
    void notByHandWrittenSql() {
        assertThatThrownBy(() ->
                        TestGate.sql("UPDATE submitted_tasks SET created_by_id = 'me' WHERE task_id = '" + task + "'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("append-only");
    }
}
