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
        assertRefused(
                "UPDATE open_tasks SET lease_id = new_id(), worker_id = 'thief'" + here(), "from leased to leased");
        assertRefused("INSERT INTO open_tasks SELECT * FROM open_tasks" + here(), "open_tasks_pkey");
    }

    @Test
    void halfALease() {
        assertRefused("UPDATE open_tasks SET lease_id = new_id()" + here(), "open_tasks_check");
    }

    @Test
    void aTaskThatRunsWithoutALease() {
        assertRefused("UPDATE open_tasks SET started_at = gate_now()" + here(), "cannot go from queued");
    }

    @Test
    void aTaskInTwoStates() {
        assertRefused(outcome("canceled"), "a state besides its outcome");
    }

    @Test
    void aTaskInNone() {
        assertRefused("DELETE FROM open_tasks" + here(), "no outcome that it may have");
        assertRefused("""
                INSERT INTO submitted_tasks
                SELECT tenant_id, new_id(), created_at, NULL, new_id(), 0, 1, 1, type, created_by_kind, created_by_id, NULL, '',
                       '{}', '{}', NULL, '', NULL, NULL, NULL, '', '{}' FROM submitted_tasks
                """ + here(), "would have no state");
    }

    @Test
    void successOfATaskThatNobodyHolds() {
        assertRefused(
                "WITH gone AS (DELETE FROM open_tasks" + here() + ") " + outcome("succeeded"),
                "no outcome that it may have");
    }

    @Test
    void aChangeAfterTheEnd() {
        Worker worker = gate.worker("w");
        worker.complete(taskId, gate.claim(worker).leaseId(), TestGate.located());
        assertRefused("UPDATE ended_leases SET expires_at = gate_now()" + here(), "append-only");
        assertRefused("UPDATE task_outcomes SET result = '{}'" + here(), "append-only");
        assertRefused("DELETE FROM task_outcomes" + here(), "has not been archived");
        assertRefused(outcome("failed"), "task_outcomes_pkey");
        assertRefused("""
                INSERT INTO open_tasks (tenant_id, task_id, queue_id, created_at, updated_at, priority, waiting)
                SELECT tenant_id, task_id, new_id(), created_at, created_at, 0, false FROM submitted_tasks
                """ + here(), "an outcome, or was never submitted");
    }

    @Test
    void anotherOwner() {
        assertRefused("UPDATE submitted_tasks SET created_by_id = 'thief'" + here(), "append-only");
    }

    @Test
    void anyChangeOfAReceipt() {
        assertRefused("UPDATE receipts SET body = '{}'" + here(), "append-only");
        assertRefused("DELETE FROM receipts" + here(), "has not been archived");
        assertRefused("TRUNCATE receipts CASCADE", "append-only");
        assertRefused("""
                INSERT INTO archived_receipts
                SELECT tenant_id, receipt_id, position, gate_now(), task_id, type, sha256('other') FROM receipts
                """ + here() + "; DELETE FROM receipts" + here(), "has not been archived");
    }

    @Test
    void aParentOfAnotherTenant() {
        try (TestGate other = TestGate.open()) {
            other.create("x");
            assertRefused("""
                    INSERT INTO receipts (tenant_id, receipt_id, created_at, type, from_kind, from_id, to_kind, to_id,
                        asyncgate_instance, hash, parents, body)
                    SELECT '%s', new_id(), created_at, type, from_kind, from_id, to_kind, to_id, '', hash,
                        ARRAY[receipt_id], '{}' FROM receipts WHERE tenant_id = '%s'
                    """.formatted(gate.tenant, other.tenant), "is none of the tenant");
        }
    }

    /** What existing deployments run to look at their leases. */
    @Test
    void nothingOfTheQueryThatExistingDeploymentsRun() throws SQLException {
        UUID lease = gate.claim(gate.worker("w")).leaseId();
        assertThat(TestGate.value(
                        "SELECT lease_id FROM (SELECT lease_id, task_id, renewal_count, acquired_at, expires_at "
                                + "FROM leases) q WHERE lease_id = '" + lease + "'"))
                .isEqualTo(lease.toString());
    }

    private String outcome(String outcome) {
        return """
                INSERT INTO task_outcomes (tenant_id, task_id, completed_at, receipt_id, priority, attempt, located, outcome)
                SELECT tenant_id, task_id, created_at, new_id(), 0, 0, true, '%s' FROM submitted_tasks
                """.formatted(outcome) + here();
    }

    @Test
    void anEdgeToAReceiptOfAnotherTenant() {
        UUID mine = gate.receipts(taskId).getFirst().receiptId();
        try (TestGate other = TestGate.open()) {
            UUID foreign = other.receipts(other.create("x")).getFirst().receiptId();
            assertRefused(
                    "INSERT INTO receipt_edges VALUES ('%s', '%s', '%s', 'task.assigned')"
                            .formatted(gate.tenant, foreign, mine),
                    "none of its tenant");
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
