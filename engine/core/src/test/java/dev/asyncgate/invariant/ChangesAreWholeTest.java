package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant 5: when the last row of a change cannot be written, nothing of it is there. */
class ChangesAreWholeTest {

    enum Operation {
        CREATE,
        CLAIM,
        START,
        PROGRESS,
        COMPLETE,
        FAIL,
        RELEASE,
        REVOKE,
        CANCEL,
        SWEEP
    }

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @ParameterizedTest
    @EnumSource
    void withoutItsReceiptNothingHappens(Operation operation) throws SQLException {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = operation == Operation.CLAIM ? task : gate.claim(worker).leaseId();
        if (operation == Operation.SWEEP) {
            gate.clock.advance(Duration.ofMinutes(3));
        }
        try (Connection connection = TestGate.connect()) {
            Ledger before = Ledger.read(connection, gate.tenant);
            refuseReceipts();
            try {
                assertThatThrownBy(() -> run(operation, worker, task, lease)).isInstanceOf(GateException.class);
            } finally {
                TestGate.sql("DROP FUNCTION refuse_for_a_test CASCADE");
            }
            assertThat(Ledger.read(connection, gate.tenant)).isEqualTo(before);
        }
    }

    private void refuseReceipts() throws SQLException {
        TestGate.sql("""
                CREATE FUNCTION refuse_for_a_test() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'refused for a test';
                END $$;
                CREATE TRIGGER refuse_for_a_test BEFORE INSERT ON receipts FOR EACH ROW
                    WHEN (NEW.tenant_id = '%s') EXECUTE FUNCTION refuse_for_a_test();
                """.formatted(gate.tenant));
    }

    private void run(Operation operation, Worker worker, UUID task, UUID lease) {
        Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
        switch (operation) {
            case CREATE -> gate.tasker.createTask(NewTask.of("unit", Json.emptyObject()));
            case CLAIM -> worker.leaseNext(ClaimTasks.Request.any());
            case START -> worker.startTask(task, lease);
            case PROGRESS -> worker.reportProgress(task, lease, Json.emptyObject());
            case COMPLETE -> worker.complete(task, lease, TestGate.located());
            case FAIL -> worker.fail(task, lease, Json.emptyObject(), true);
            case RELEASE -> worker.releaseLease(task, lease, null);
            case REVOKE -> operator.revokeLease(lease, "why");
            case CANCEL -> operator.cancelTask(task, "why");
            case SWEEP -> gate.gate.expireLeases(gate.tenant);
        }
    }
}
