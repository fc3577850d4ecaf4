package dev.asyncgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.asyncgate.doctor.LedgerFault.Kind;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerificationNamesEachDamageTest {

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("worker-1");
    private UUID parentTask;
    private UUID childTask;

    /** A task that fails once and is completed, one that it caused, and one whose work nobody can find. */
    @BeforeEach
    void work() {
        parentTask = gate.create("plan");
        worker.fail(
                parentTask, gate.claim(worker).leaseId(), Json.parse("{\"why\":\"späť \\\"x\\\" \\\\ 1e3\"}"), true);
        gate.clock.advance(Duration.ofMinutes(30));
        UUID lease = gate.claim(worker).leaseId();
        worker.startTask(parentTask, lease);
        childTask = gate.tasker
                .createTask(NewTask.builder("part", Json.emptyObject())
                        .causedBy(List.of(receipt(parentTask, "task.started")))
                        .build())
                .taskId();
        worker.complete(parentTask, lease, TestGate.located());
        worker.complete(childTask, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void ofAGenuineLedgerNothing() {
        LedgerReport report = verified();
        assertThat(report.faults()).isEmpty();
        assertThat(report.genuine()).isTrue();
        assertThat(report.complete()).isTrue();
        assertThat(report.edges()).isOne();
    }

    @Test
    void aChangedBody() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        ByHand.change("UPDATE receipts SET body = '{\"artifacts\":[\"s3://mine\"]}'" + where(id));
        assertFault(id, Kind.HASH_DIFFERS);
    }

    @Test
    void aBodyThatSaysTheSameInOtherCharacters() throws SQLException {
        UUID id = receipt(parentTask, "task.accepted");
        ByHand.change("UPDATE receipts SET body = (' ' || body::text)::json" + where(id));
        assertFault(id, Kind.HASH_DIFFERS);
    }

    @Test
    void anotherSender() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        ByHand.change("UPDATE receipts SET from_id = 'somebody'" + where(id));
        assertFault(id, Kind.HASH_DIFFERS);
    }

    @Test
    void aReceiptThatIsGone() throws SQLException {
        UUID id = receipt(parentTask, "task.accepted");
        ByHand.change("DELETE FROM receipts" + where(id));
        assertFault(receipt(parentTask, "task.retry_scheduled"), Kind.PARENT_MISSING);
    }

    @Test
    void aReceiptBeforeItsParent() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        ByHand.change("UPDATE receipts SET created_at = created_at - interval '1 day'" + where(id));
        assertFault(id, Kind.OLDER_THAN_PARENT);
    }

    @Test
    void aReceiptMovedForwardInTheLedger() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        ByHand.change("UPDATE receipts SET position = 1" + where(id));
        assertFault(id, Kind.POSITION_BEFORE_PARENT);
    }

    @Test
    void aReceiptThatStandsWhereNoTransactionIsYet() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        ByHand.change("UPDATE receipts SET position = position + 1000000000" + where(id));
        assertFault(id, Kind.POSITION_IN_THE_FUTURE);
    }

    @Test
    void anEdgeThatIsGone() throws SQLException {
        ByHand.change("DELETE FROM receipt_edges WHERE tenant_id = '" + gate.tenant + "'");
        assertFault(receipt(childTask, "task.assigned"), Kind.EDGE_MISSING);
    }

    @Test
    void anEdgeThatNoReceiptNames() throws SQLException {
        UUID child = receipt(childTask, "task.accepted");
        ByHand.change("INSERT INTO receipt_edges VALUES ('%s', '%s', '%s', 'task.accepted')"
                .formatted(gate.tenant, receipt(parentTask, "task.started"), child));
        assertFault(child, Kind.EDGE_STRAY);
    }

    @Test
    void anEdgeToNowhere() throws SQLException {
        UUID nowhere = UUID.randomUUID();
        ByHand.change("INSERT INTO receipt_edges VALUES ('%s', '%s', '%s', 'task.accepted')"
                .formatted(gate.tenant, receipt(parentTask, "task.started"), nowhere));
        assertFault(nowhere, Kind.EDGE_STRAY);
    }

    @Test
    void anEndThatDischargesNothing() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        rehashed(id, "parents", "parents[2:]");
        assertThat(verified().faults())
                .extracting(LedgerFault::receiptId, LedgerFault::kind)
                .containsExactly(tuple(id, Kind.OBLIGATION_NOT_NAMED));
    }

    @Test
    void aSuccessThatDischargesAndLocatesNothing() throws SQLException {
        UUID id = receipt(parentTask, "task.completed");
        rehashed(id, "body", "'{\"artifacts\":null,\"delivery_proof\":null,\"result\":{}}'::json");
        assertThat(verified().faults())
                .extracting(LedgerFault::receiptId, LedgerFault::kind)
                .containsExactly(tuple(id, Kind.DISCHARGED_UNLOCATED));
    }

    @Test
    void workThatCannotBeFoundAndOfWhichNobodySaysSo() throws SQLException {
        ByHand.change("DELETE FROM receipts" + where(receipt(childTask, "system.anomaly")));
        assertFault(receipt(childTask, "task.completed"), Kind.ANOMALY_NOT_ONE);
    }

    @Test
    void aSecondEnd() throws SQLException {
        UUID second = copyOfCompletion("task.failed");
        assertFault(second, Kind.NOT_THE_OUTCOME);
    }

    @Test
    void aSecondDischarge() throws SQLException {
        UUID second = copyOfCompletion("task.waived");
        assertFault(second, Kind.DISCHARGED_TWICE);
    }

    @Test
    void onlyOfItsOwnTenant() throws SQLException {
        ByHand.change("UPDATE receipts SET from_id = 'x'" + where(receipt(parentTask, "task.completed")));
        try (TestGate other = TestGate.open()) {
            other.create("x");
            assertThat(other.inspector.verifyLedger(soFar -> true).faults()).isEmpty();
        }
    }

    @Test
    void untilItIsStopped() {
        LedgerReport report = gate.inspector.verifyLedger(soFar -> false);
        assertThat(report.complete()).isFalse();
        gate.create("another");
        assertThat(verified().complete()).isTrue();
    }

    private UUID copyOfCompletion(String type) throws SQLException {
        UUID id = UUID.randomUUID();
        ByHand.change("""
                INSERT INTO receipts (tenant_id, receipt_id, created_at, task_id, lease_id, type, from_kind, from_id, to_kind,
                    to_id, asyncgate_instance, parents, body, hash)
                SELECT tenant_id, '%s', created_at, task_id, lease_id, '%s', from_kind, from_id, to_kind, to_id, '', parents,
                       body, receipt_hash('%2$s', from_kind, from_id, to_kind, to_id, task_id, lease_id, NULL, parents, body::text)
                FROM receipts
                """.formatted(id, type) + where(receipt(parentTask, "task.completed")));
        return id;
    }

    private void rehashed(UUID id, String column, String value) throws SQLException {
        ByHand.change("UPDATE receipts SET " + column + " = " + value + where(id));
        ByHand.change("""
                UPDATE receipts SET hash = receipt_hash(type, from_kind, from_id, to_kind, to_id, task_id, lease_id, schedule_id,
                    parents, body::text)
                """ + where(id));
    }

    private void assertFault(UUID id, Kind kind) {
        LedgerReport report = verified();
        assertThat(report.faults()).anySatisfy(fault -> {
            assertThat(fault.receiptId()).isEqualTo(id);
            assertThat(fault.kind()).isEqualTo(kind);
        });
        assertThat(report.counts()).containsKey(kind);
        assertThat(report.genuine()).isFalse();
    }

    /** Verified once everything lies below the horizon, which others on the same server may hold up for a moment. */
    private LedgerReport verified() {
        Instant giveUp = Instant.now().plusSeconds(20);
        long all = count();
        LedgerReport report;
        do {
            report = gate.inspector.verifyLedger(soFar -> true);
        } while (report.receipts() < all && Instant.now().isBefore(giveUp));
        assertThat(report.receipts()).isEqualTo(all);
        return report;
    }

    private long count() {
        try {
            return Long.parseLong(
                    TestGate.value("SELECT count(*) FROM receipts WHERE tenant_id = '" + gate.tenant + "'"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private UUID receipt(UUID taskId, String type) {
        return gate.receipts(taskId).stream()
                .filter(receipt -> receipt.type().wireName().equals(type))
                .map(Receipt::receiptId)
                .findFirst()
                .orElseThrow();
    }

    private String where(UUID receiptId) {
        return " WHERE tenant_id = '" + gate.tenant + "' AND receipt_id = '" + receiptId + "'";
    }
}
