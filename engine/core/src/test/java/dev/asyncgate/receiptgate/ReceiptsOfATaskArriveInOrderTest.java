package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing overtakes an earlier receipt of its task, except one that was parked, which holds up nothing. */
@Timeout(60)
class ReceiptsOfATaskArriveInOrderTest {

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final TestGate gate = TestGate.with(there.settings());
    private final Deliverer deliverer = new Deliverer(there.settings(), gate.clock);
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));

    @BeforeEach
    void emptyOutbox() throws SQLException {
        TestGate.sql("DELETE FROM outbox");
    }

    @AfterEach
    void close() {
        deliverer.close();
        gate.close();
        there.close();
    }

    @Test
    void aReceiptThatIsRefusedHoldsUpItsTaskAndNoOther() {
        UUID poisoned = life();
        UUID sound = life();
        there.behave(call -> refuse(call, poisoned, "task.assigned"));
        deliverer.deliverAll();

        assertThat(there.typesOf(sound)).containsExactly("task.assigned", "task.accepted", "task.completed");
        assertThat(there.typesOf(poisoned)).isEmpty();
        assertThat(deliverer.line.deliveries().breaker())
                .as("a refusal says nothing about the way")
                .isEqualTo(Deliveries.Breaker.CLOSED);
    }

    @Test
    void afterTheLastRetryItIsParkedAndTheOthersGoOn() {
        UUID task = life();
        there.behave(call -> refuse(call, task, "task.assigned"));
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(gate.inspector.countBacklog().parked()).isZero();
            deliverer.deliverAll();
            gate.clock.advance(Duration.ofMinutes(10));
        }

        deliverer.deliverAll();
        assertThat(there.typesOf(task)).containsExactly("task.accepted", "task.completed");
        Backlog backlog = gate.inspector.countBacklog();
        assertThat(backlog.waiting()).isZero();
        assertThat(backlog.oldestAt()).isNull();
        assertThat(backlog.parked()).isEqualTo(1);
        assertThat(backlog.latestParked().getFirst().attempts()).isEqualTo(4);
        assertThat(backlog.latestParked().getFirst().taskId()).isEqualTo(task);
        assertThat(backlog.latestParked().getFirst().lastError())
                .startsWith("ReceiptGate refused the receipt: ")
                .contains("\"message\":\"no\"");
    }

    @Test
    void anOperatorHasAParkedReceiptTriedAgain() throws SQLException {
        UUID task = parked();
        UUID receipt = gate.inspector.countBacklog().latestParked().getFirst().receiptId();
        there.behave(there::keep);
        operator.retryParkedReceipt(receipt);
        deliverer.deliverAll();

        assertThat(there.typesOf(task)).containsExactly("task.accepted", "task.completed", "task.assigned");
        assertThat(gate.inspector.countBacklog().parked()).isZero();
        assertThat(audited("actor_id || ' ' || receipt_id || ' ' || task_id || ' ' || before"))
                .isEqualTo("ops " + receipt + " " + task + " {\"parked\":1}");
        assertThatThrownBy(() -> operator.retryParkedReceipt(receipt))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STATE_TRANSITION))
                .hasMessageContaining("is not parked");
    }

    @Test
    void anOperatorHasAllOfThemTriedAgainInOneAct() throws SQLException {
        parked();
        parked();
        there.behave(there::keep);
        assertThat(operator.retryParkedReceipts()).isEqualTo(2);
        assertThat(operator.retryParkedReceipts()).isZero();
        deliverer.deliverAll();

        assertThat(there.received()).hasSize(6);
        assertThat(audited("count(*) || ' ' || max(before::text)")).isEqualTo("1 {\"parked\":2}");
    }

    @Test
    void whatADeadProgramHadClaimedComesDueAgain() {
        UUID task = life();
        Outbox outbox = new Outbox(deliverer.database, 3);
        assertThat(outbox.claim(gate.tenant, Duration.ofSeconds(30)).receiptIds())
                .hasSize(1);
        deliverer.deliverAll();
        assertThat(there.received()).isEmpty();

        gate.clock.advance(Duration.ofSeconds(31));
        deliverer.deliverAll();
        assertThat(there.typesOf(task)).containsExactly("task.assigned", "task.accepted", "task.completed");
    }

    @Test
    void whoIsLateToFailDoesNotCountAgainstWhoHasItNow() throws SQLException {
        gate.create("unit");
        Outbox outbox = new Outbox(deliverer.database, 3);
        Outbox.Claim late = outbox.claim(gate.tenant, Duration.ofSeconds(30));
        gate.clock.advance(Duration.ofSeconds(31));
        outbox.claim(gate.tenant, Duration.ofSeconds(30));
        outbox.failed(late, java.util.Map.of(late.receiptIds().getFirst(), "too late"));

        assertThat(TestGate.value("SELECT attempts FROM outbox WHERE tenant_id = '" + gate.tenant + "'"))
                .isEqualTo("0");
    }

    @Test
    void twoProgramsDeliverEachReceiptOnce() throws Exception {
        List<UUID> tasks =
                java.util.stream.Stream.generate(this::life).limit(60).toList();
        try (Deliverer other = new Deliverer(there.settings(), gate.clock);
                ExecutorService programs = Executors.newFixedThreadPool(2)) {
            var first = programs.submit(() -> deliverUntilEmpty(deliverer));
            var second = programs.submit(() -> deliverUntilEmpty(other));
            first.get();
            second.get();
        }

        assertThat(there.received()).hasSize(180);
        assertThat(tasks)
                .allSatisfy(task -> assertThat(there.typesOf(task))
                        .containsExactly("task.assigned", "task.accepted", "task.completed"));
    }

    private void deliverUntilEmpty(Deliverer program) {
        while (gate.inspector.countBacklog().waiting() > 0) {
            program.deliverAll();
        }
    }

    private UUID parked() {
        UUID task = life();
        there.behave(call -> refuse(call, task, "task.assigned"));
        for (int attempt = 0; attempt < 5; attempt++) {
            deliverer.deliverAll();
            gate.clock.advance(Duration.ofMinutes(10));
        }
        return task;
    }

    private UUID life() {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = gate.claim(worker);
        worker.complete(claimed.taskId(), claimed.leaseId(), TestGate.located());
        return task;
    }

    private void refuse(ReceiptGateStandIn.Call call, UUID task, String type) throws IOException {
        boolean meant = call.receipt().path("task_id").asString("").equals(task.toString())
                && call.receipt()
                        .path("metadata")
                        .path("receipt_type")
                        .asString("")
                        .equals(type);
        if (meant) {
            call.json("\"error\":{\"code\":-32000,\"message\":\"no\"}");
        } else {
            there.keep(call);
        }
    }

    private String audited(String expression) throws SQLException {
        return TestGate.value("SELECT " + expression + " FROM audit_events WHERE tenant_id = '" + gate.tenant
                + "' AND operation = 'retryParkedReceipts'");
    }
}
