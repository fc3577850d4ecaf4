package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hand-written SQL cannot do, whatever the engine does. */
class DatabaseRefusesTest {

    private final TestGate gate = TestGate.open();
    private final UUID taskId = gate.create("unit");

    @AfterEach
    void close() {
        gate.close();
    }

    private String here() {
        return " WHERE tenant_id = '" + gate.tenant + "'";
    }

    @Test
    void aSecondLiveLease() {
        gate.claim(gate.worker("w"));
        assertRefused("""
                INSERT INTO leases (tenant_id, lease_id, task_id, acquired_at, expires_at, accepted_receipt_id, ttl_seconds,
                    worker_kind, worker_id, capabilities)
                SELECT tenant_id, new_id(), task_id, acquired_at, expires_at, accepted_receipt_id, 1, 'worker', 'thief', '{}'
                FROM leases
                """ + here(), "leases_live");
    }

    @Test
    void aLiveLeaseOnATaskThatIsQueued() {
        gate.claim(gate.worker("w"));
        assertRefused("UPDATE tasks SET status = 'queued'" + here(), "would be queued with a live lease");
    }

    @Test
    void aLeasedTaskWithoutALease() {
        assertRefused("UPDATE tasks SET status = 'leased'" + here(), "would be leased with no live lease");
    }

    @Test
    void anEndWithoutAnOutcome() {
        gate.claim(gate.worker("w"));
        assertRefused(
                "WITH l AS (UPDATE leases SET ended_at = gate_now(), end_reason = 'failed'" + here()
                        + ") UPDATE tasks SET status = 'failed'" + here(),
                "without that outcome");
    }

    @Test
    void aChangeAfterTheEnd() {
        Worker worker = gate.worker("w");
        worker.complete(taskId, gate.claim(worker).leaseId(), TestGate.located());
        assertRefused("UPDATE tasks SET attempt = 9" + here(), "which is final");
        assertRefused("UPDATE leases SET expires_at = gate_now()" + here(), "which is final");
        assertRefused("UPDATE outcomes SET result = '{}'" + here(), "append-only");
    }

    @Test
    void anotherOwner() {
        assertRefused("UPDATE tasks SET created_by_id = 'thief'" + here(), "cannot change");
    }

    @Test
    void anyChangeOfAReceipt() {
        assertRefused("UPDATE receipts SET body = '{}'" + here(), "append-only");
        assertRefused("DELETE FROM receipts" + here(), "append-only");
        assertRefused("TRUNCATE receipts CASCADE", "append-only");
    }

    @Test
    void anEdgeToAReceiptOfAnotherTenant() {
        UUID mine = gate.receipts(taskId).getFirst().receiptId();
        try (TestGate other = TestGate.open()) {
            UUID foreign = other.receipts(other.create("x")).getFirst().receiptId();
            assertRefused(
                    "INSERT INTO receipt_edges VALUES ('%s', '%s', '%s', 'task.assigned')"
                            .formatted(gate.tenant, foreign, mine),
                    "foreign key");
        }
    }

    @Test
    void aSessionsClockOutsideATestDatabase() throws SQLException {
        try (var connection = TestGate.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE installation SET test_database = false");
            statement.execute("SET LOCAL asyncgate.manual_clock = '2026-01-01T00:00:00Z'");
            assertThatThrownBy(() -> statement.execute("SELECT gate_now()"))
                    .hasMessageContaining("not a test database");
            connection.rollback();
        }
        assertThat(TestGate.value("SELECT test_database FROM installation")).isEqualTo("t");
    }

    private static void assertRefused(String sql, String message) {
        assertThatThrownBy(() -> TestGate.sql(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);
    }
}
