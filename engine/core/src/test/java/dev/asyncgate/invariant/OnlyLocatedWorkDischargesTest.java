package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Completion;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invariant 9: a terminal receipt names the obligation that it discharges; a success that nobody can find does not. */
class OnlyLocatedWorkDischargesTest {

    enum End {
        COMPLETED,
        FAILED,
        CANCELED
    }

    private final TestGate gate = TestGate.open();
    private final UUID task = gate.create("unit");
    private final Worker worker = gate.worker("w");
    private final UUID lease = gate.claim(worker).leaseId();
    private final UUID obligation = gate.receipts(task).getFirst().receiptId();

    @AfterEach
    void close() {
        gate.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyEndNamesItsObligationFirst(End end) {
        switch (end) {
            case COMPLETED -> worker.complete(task, lease, TestGate.located());
            case FAILED -> worker.fail(task, lease, Json.emptyObject(), false);
            case CANCELED -> gate.tasker.cancelTask(task, null);
        }
        assertThat(gate.receipts(task).get(2).parents()).startsWith(obligation);
        assertThat(owed()).isEmpty();
    }

    @Test
    void anUnlocatableSuccessLeavesItOpenUntilAmended() {
        worker.complete(task, lease, new Completion(Json.emptyObject(), null, null));
        assertThat(gate.receipts(task).get(2).parents()).doesNotContain(obligation);
        assertThat(owed()).containsExactly(task);

        worker.amendCompletion(task, lease, null, Json.parse("\"ticket 7\""));
        assertThat(gate.receipts(task).getLast().parents()).startsWith(obligation);
        assertThat(owed()).isEmpty();
    }

    @Test
    void orWaived() {
        Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
        worker.complete(task, lease, new Completion(Json.emptyObject(), null, null));
        operator.waiveObligation(obligation, "gone");

        assertThat(gate.receipts(task).getLast().parents()).startsWith(obligation);
        assertThat(owed()).isEmpty();
    }

    private List<UUID> owed() {
        return gate.tasker.openObligations(200, null).obligations().stream()
                .map(Receipt::taskId)
                .toList();
    }
}
