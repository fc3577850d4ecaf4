package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In the mode receiptgate_integrated what has to be sent is written down with what happened; else nothing is. */
class TheOutboxIsWrittenWithItsReceiptTest {

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final TestGate gate = TestGate.with(settings());

    @AfterEach
    void close() throws SQLException {
        TestGate.sql("DELETE FROM outbox WHERE tenant_id = '" + gate.tenant + "'");
        gate.close();
        there.close();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(there.settings());
        settings.put("ESCALATION_ENABLED", "true");
        settings.put("ESCALATION_TARGETS", "[{\"class\":1,\"kind\":\"agent\",\"id\":\"boss\"}]");
        return settings;
    }

    @Test
    void forTheTypesThatAreSentAndNoOthers() throws SQLException {
        everything(gate);

        assertThat(TestGate.value("SELECT string_agg(DISTINCT r.type, ' ' ORDER BY r.type) FROM outbox o"
                        + " JOIN receipts r USING (tenant_id, receipt_id, task_id, position, created_at)"
                        + " WHERE tenant_id = '" + gate.tenant + "'"))
                .isEqualTo("task.accepted task.amended task.assigned task.canceled task.completed task.escalated"
                        + " task.failed task.waived");
        assertThat(TestGate.value("SELECT string_agg(DISTINCT type, ' ' ORDER BY type) FROM receipts r"
                        + " WHERE tenant_id = '" + gate.tenant
                        + "' AND NOT EXISTS (SELECT FROM outbox o WHERE o.receipt_id = r.receipt_id)"))
                .isEqualTo("lease.expired system.anomaly task.result_ready task.retry_scheduled task.started");
    }

    @Test
    void butNotInTheModeStandalone() throws SQLException {
        try (TestGate standalone = TestGate.open()) {
            everything(standalone);
            assertThat(TestGate.value("SELECT count(*) FROM outbox WHERE tenant_id = '" + standalone.tenant + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void andNotWhenTheChangeIsTakenBack() throws SQLException {
        try (Connection session = TestGate.connect();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("SET LOCAL asyncgate.receipt_mode = 'receiptgate_integrated'");
            statement.execute(
                    "INSERT INTO receipts (tenant_id, receipt_id, created_at, type, from_kind, from_id, to_kind,"
                            + " to_id, asyncgate_instance, hash, parents, body) VALUES ('" + gate.tenant
                            + "', gen_random_uuid(), now(), 'task.assigned', 'service', 'svc:asyncgate', 'agent', 'planner', 'test',"
                            + " sha256('x'), '{}', '{}')");
            session.rollback();
        }
        assertThat(gate.inspector.countBacklog().waiting()).isZero();
    }

    /** With the clock, the change feed and the dispatcher of a real program. */
    @Test
    void andARealProgramDeliversItByItself() throws Exception {
        Map<String, String> settings = new HashMap<>(there.settings());
        settings.put("DATABASE_URL", TestServerUrl.ofProgram());
        UUID tenant = UUID.randomUUID();
        try (Gate program = Gate.open(TestGate.settings(settings))) {
            UUID task = program.tasker(tenant, TestGate.PLANNER)
                    .createTask(dev.asyncgate.task.NewTask.of("unit", Json.emptyObject()))
                    .taskId();
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (there.typesOf(task).isEmpty()) {
                assertThat(System.nanoTime()).as("it arrives").isLessThan(until);
                Thread.sleep(5);
            }
            Deliveries deliveries = java.util.Objects.requireNonNull(program.deliveries());
            assertThat(deliveries.breaker()).isEqualTo(Deliveries.Breaker.CLOSED);
            assertThat(deliveries.lastError()).isNull();
        }
        assertThat(TestGate.value("SELECT count(*) FROM outbox WHERE tenant_id = '" + tenant + "'"))
                .isEqualTo("0");
    }

    private static void everything(TestGate gate) {
        Worker worker = gate.worker("w");
        ClaimedTask failed = claimed(gate);
        worker.startTask(failed.taskId(), failed.leaseId());
        worker.fail(failed.taskId(), failed.leaseId(), Json.emptyObject(), true);
        gate.clock.advance(Duration.ofHours(1));
        ClaimedTask again = gate.claim(worker);
        worker.fail(again.taskId(), again.leaseId(), Json.emptyObject(), false);
        gate.tasker.cancelTask(gate.create("unit"), null);
        ClaimedTask amended = unlocated(gate);
        worker.amendCompletion(amended.taskId(), amended.leaseId(), Json.parse("[\"s3://x\"]"), null);
        ClaimedTask waived = unlocated(gate);
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"))
                .waiveObligation(gate.receipts(waived.taskId()).getFirst().receiptId(), "lost");
        claimed(gate);
        gate.clock.advance(Duration.ofHours(1));
        gate.gate.expireLeases(gate.tenant);
    }

    private static ClaimedTask unlocated(TestGate gate) {
        ClaimedTask task = claimed(gate);
        gate.worker("w").complete(task.taskId(), task.leaseId(), new Completion(Json.emptyObject(), null, null));
        return task;
    }

    private static ClaimedTask claimed(TestGate gate) {
        gate.create("unit");
        return gate.claim(gate.worker("w"));
    }
}
