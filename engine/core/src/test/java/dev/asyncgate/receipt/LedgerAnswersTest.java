package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.doctor.LedgerFault;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger answers, by whatever it is asked. */
class LedgerAnswersTest {

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aTaskIsAskedByItsIdAndByItsLeases() {
        UUID taskId = gate.create("unit");
        gate.create("other");
        ClaimedTask first = gate.claim(worker);
        worker.releaseLease(first.taskId(), first.leaseId(), null);
        ClaimedTask second = gate.claim(worker);

        assertThat(types(ledger(LedgerFilter.ofTask(taskId), 4)))
                .containsExactly("task.assigned", "task.accepted", "lease.released", "task.accepted");
        assertThat(types(ledger(LedgerFilter.ofLease(first.leaseId()), 2)))
                .as("a lease that has ended")
                .containsExactly("task.accepted", "lease.released");
        assertThat(types(ledger(LedgerFilter.ofLease(second.leaseId()), 1)))
                .as("a lease that is live")
                .containsExactly("task.accepted");
        assertThat(types(ledger(new LedgerFilter(taskId, null, ReceiptType.TASK_ACCEPTED, null), 2)))
                .containsExactly("task.accepted", "task.accepted");
        assertThat(gate.tasker
                        .ledger(LedgerFilter.ofLease(UUID.randomUUID()), null, 10)
                        .entries())
                .isEmpty();
    }

    @Test
    void aStatusIsThatOfItsTypes() {
        complete(gate.create("unit"));
        UUID failed = gate.create("unit");
        worker.fail(failed, gate.claim(worker).leaseId(), Json.emptyObject(), false);
        gate.tasker.cancelTask(gate.create("unit"), "not needed");

        assertThat(types(ledger(LedgerFilter.ofStatus(LedgerStatus.SUCCESS), 1)))
                .containsExactly("task.completed");
        assertThat(types(ledger(LedgerFilter.ofStatus(LedgerStatus.FAILURE), 1)))
                .containsExactly("task.failed");
        assertThat(types(ledger(LedgerFilter.ofStatus(LedgerStatus.CANCELED), 1)))
                .containsExactly("task.canceled");
        assertThat(types(ledger(LedgerFilter.ofStatus(LedgerStatus.NA), 8)))
                .containsOnly("task.assigned", "task.accepted", "task.result_ready");
        assertThat(gate.tasker
                        .ledger(new LedgerFilter(null, null, ReceiptType.TASK_FAILED, LedgerStatus.SUCCESS), null, 10)
                        .entries())
                .isEmpty();
        assertThatThrownBy(() -> new LedgerFilter(null, null, null, null)).hasMessageContaining("at least one");
    }

    @ParameterizedTest
    @EnumSource(ReceiptType.class)
    void eachTypeIsFoundByItsNameAndByItsStatus(ReceiptType type) throws SQLException {
        TestGate.sql("SET search_path = asyncgate; " + receiptOf(type));

        assertThat(types(ledger(LedgerFilter.ofType(type), 1))).containsExactly(type.wireName());
        assertThat(types(ledger(LedgerFilter.ofStatus(LedgerStatus.of(type)), 1)))
                .containsExactly(type.wireName());
    }

    @Test
    void aStretchOfTimeNarrowsWithAndWithoutOtherConditions() {
        UUID before = gate.create("unit");
        gate.clock.advance(Duration.ofMinutes(1));
        Instant from = gate.clock.instant();
        UUID within = gate.create("unit");
        gate.clock.advance(Duration.ofMinutes(1));
        Instant to = gate.clock.instant();
        gate.create("unit");

        assertThat(ledger(new LedgerFilter(null, null, null, null, from, to), 1)
                        .getFirst()
                        .receipt()
                        .taskId())
                .isEqualTo(within);
        assertThat(ledger(new LedgerFilter(before, null, null, null, null, to), 1))
                .hasSize(1);
        assertThat(gate.tasker
                        .ledger(new LedgerFilter(before, null, null, null, from, to), null, 10)
                        .entries())
                .isEmpty();
        assertThat(gate.tasker
                        .ledger(new LedgerFilter(null, null, ReceiptType.TASK_FAILED, null, from, to), null, 10)
                        .entries())
                .isEmpty();
        assertThat(gate.inspector
                        .listTasks(
                                new TaskFilter(Set.of(), List.of(), null, null, null, from, to, null),
                                TaskSort.NEWEST_FIRST,
                                10,
                                null)
                        .tasks())
                .extracting(TaskRow::taskId)
                .containsExactly(within);
    }

    @Test
    void pagesOfTypesThatLieApartComeInOneOrder() {
        for (int i = 0; i < 4; i++) {
            UUID failed = gate.create("unit");
            ClaimedTask claimed = gate.claim(worker);
            worker.fail(failed, claimed.leaseId(), Json.emptyObject(), true);
            gate.tasker.cancelTask(failed, null);
        }
        LedgerFilter filter = LedgerFilter.ofStatus(LedgerStatus.CANCELED);
        List<LedgerEntry> all = ledger(filter, 4);
        assertThat(byPages(filter, 1)).isEqualTo(all);
        assertThat(byPages(filter, 3)).isEqualTo(all);
    }

    @Test
    void whatMayDischargeIsReadFromTheNewestBackPageByPage() {
        complete(gate.create("unit"));
        gate.tasker.cancelTask(gate.create("unit"), null);
        gate.create("unit");
        ledger(LedgerFilter.ofStatus(LedgerStatus.CANCELED), 1);
        LedgerPage first = gate.inspector.terminators(null, 1);
        assertThat(types(first.entries())).containsExactly("task.canceled");
        LedgerPage second = gate.inspector.terminators(first.nextCursor(), 2);
        assertThat(types(second.entries())).containsExactly("task.completed");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void aPageThatHoldsFewerThanAskedForHasNoCursor() {
        gate.create("unit");
        ledger(LedgerFilter.ofType(ReceiptType.TASK_ASSIGNED), 1);
        assertThat(gate.tasker.listReceipts(null, 2).nextCursor()).isNull();
        assertThat(gate.tasker.listReceipts(null, 1).nextCursor()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MTIz", "eCB5", "00000000-0000-0000-0000-00000000000g", "\u0000", "MSAyIDM"})
    void whatIsNoCursorIsRefused(String cursor) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> gate.tasker.listReceipts(cursor, 10),
                () -> gate.tasker.ledger(LedgerFilter.ofTask(gate.tenant), cursor, 10),
                () -> gate.inspector.tail(Ledger.Order.NEWEST_FIRST, cursor, 10),
                () -> gate.tasker.bootstrap(cursor, 10),
                () -> gate.inspector.openObligations(10, cursor),
                () -> gate.tasker.openObligations(10, cursor))) {
            refuses(call, ErrorCode.INVALID_REQUEST);
        }
    }

    @Test
    void aReceiptThatIsNotTheTenantsIsNoPlaceToGoOnFrom() {
        String unknown = UUID.randomUUID().toString();
        refuses(() -> gate.tasker.listReceipts(unknown, 10), ErrorCode.INVALID_REQUEST);
        refuses(() -> gate.tasker.openObligations(10, unknown), ErrorCode.INVALID_REQUEST);
        refuses(() -> gate.tasker.openObligationsOfSession(10, unknown), ErrorCode.INVALID_REQUEST);
        refuses(() -> gate.tasker.bootstrap(unknown, 10), ErrorCode.INVALID_REQUEST);
        assertThat(gate.tasker.openObligations(10, null).relationship())
                .as("a refused call is no session")
                .isNull();
    }

    @Test
    void theStubOfAnArchivedReceiptIsAsGoodAsTheReceipt() throws SQLException {
        UUID taskId = gate.create("unit");
        UUID open = gate.create("unit");
        complete(taskId);
        List<LedgerEntry> all = ledger(LedgerFilter.ofTask(taskId), 4);
        UUID archived = all.getFirst().receipt().receiptId();
        ByHand.archive(archived);

        assertThat(gate.tasker
                        .ledger(LedgerFilter.ofTask(taskId), archived.toString(), 10)
                        .entries())
                .isEqualTo(all.subList(1, 4));
        assertThat(gate.tasker.listReceipts(archived.toString(), 10).entries()).hasSize(4);
        assertThat(gate.tasker.bootstrap(archived.toString(), 10).inbox()).hasSize(4);
        assertThat(gate.tasker.openObligations(10, archived.toString()).obligations())
                .extracting(Receipt::taskId)
                .containsExactly(open);
        assertThat(types(gate.tasker.receiptChildren(archived, 10))).containsExactly("task.accepted", "task.completed");
        refuses(() -> gate.tasker.getReceipt(archived), ErrorCode.RECEIPT_NOT_FOUND);
        refuses(() -> gate.tasker.ackReceipt(archived), ErrorCode.RECEIPT_NOT_FOUND);
        assertThat(gate.tasker.lineageOfTask(taskId, 10, 10).entries()).hasSize(3);
    }

    @Test
    void aTenantNeitherSeesNorTouchesAnothers() throws SQLException {
        UUID taskId = gate.create("unit");
        UUID receipt =
                ledger(LedgerFilter.ofTask(taskId), 1).getFirst().receipt().receiptId();
        try (TestGate other = TestGate.open()) {
            assertThat(other.inspector.tail(Ledger.Order.OLDEST_FIRST, null, 10).entries())
                    .isEmpty();
            assertThat(other.tasker.listReceipts(null, 10).entries()).isEmpty();
            assertThat(other.tasker
                            .ledger(LedgerFilter.ofTask(taskId), null, 10)
                            .entries())
                    .isEmpty();
            assertThat(other.inspector.openObligations(10, null).obligations()).isEmpty();
            refuses(() -> other.tasker.listReceipts(receipt.toString(), 10), ErrorCode.INVALID_REQUEST);
            refuses(() -> other.tasker.getReceipt(receipt), ErrorCode.RECEIPT_NOT_FOUND);
            refuses(() -> other.tasker.receiptChildren(receipt, 10), ErrorCode.RECEIPT_NOT_FOUND);
            refuses(() -> other.tasker.lineageOfReceipt(receipt, 10, 10), ErrorCode.RECEIPT_NOT_FOUND);
            refuses(() -> other.tasker.lineageOfTask(taskId, 10, 10), ErrorCode.TASK_NOT_FOUND);
            refuses(() -> other.tasker.ackReceipt(receipt), ErrorCode.RECEIPT_NOT_FOUND);
            other.tasker.markDelivered(List.of(receipt));
        }
        assertThat(gate.tasker.getReceipt(receipt).deliveredAt()).isNull();
        assertThat(gate.tasker.receiptChildren(receipt, 10)).isEmpty();
    }

    @Test
    void theFirstDeliveryIsTheOneThatCounts() {
        gate.create("unit");
        UUID receipt = ledger(LedgerFilter.ofType(ReceiptType.TASK_ASSIGNED), 1)
                .getFirst()
                .receipt()
                .receiptId();
        gate.tasker.markDelivered(List.of(receipt, UUID.randomUUID()));
        var first = gate.clock.instant();
        gate.clock.advance(Duration.ofMinutes(1));
        gate.tasker.markDelivered(List.of(receipt));

        assertThat(gate.tasker.getReceipt(receipt).deliveredAt()).isEqualTo(first);
        assertThat(gate.tasker.listReceipts(null, 10).entries())
                .extracting(LedgerEntry::deliveredAt)
                .containsExactly(first);
    }

    @Test
    void aPrincipalAcknowledgesOnce() throws SQLException {
        UUID taskId = gate.create("unit");
        UUID receipt =
                ledger(LedgerFilter.ofTask(taskId), 1).getFirst().receipt().receiptId();
        gate.tasker.ackReceipt(receipt);
        gate.tasker.ackReceipt(receipt);
        gate.gate
                .tasker(gate.tenant, Principal.of(PrincipalKind.AGENT, "reviewer"))
                .ackReceipt(receipt);

        List<LedgerEntry> acks = gate.tasker.receiptChildren(receipt, 10);
        assertThat(acks).hasSize(2).allSatisfy(ack -> {
            assertThat(ack.receipt().type()).isEqualTo(ReceiptType.RECEIPT_ACKNOWLEDGED);
            assertThat(ack.receipt().to()).isEqualTo(Principal.ASYNCGATE);
            assertThat(ack.receipt().taskId()).isEqualTo(taskId);
            assertThat(ack.receipt().parents()).containsExactly(receipt);
            assertThat(ReceiptHash.isGenuine(ack.receipt())).isTrue();
        });
        assertThat(acks).extracting(ack -> ack.receipt().from().id()).containsExactly("planner", "reviewer");
    }

    @Test
    void whatConcernsNoTaskIsAcknowledgedToo() throws SQLException {
        UUID receipt;
        try (Connection session = TestGate.connect()) {
            receipt = ByHand.write(session, gate.tenant);
        }
        gate.tasker.ackReceipt(receipt);
        gate.tasker.ackReceipt(receipt);

        assertThat(types(gate.tasker.receiptChildren(receipt, 10))).containsExactly("receipt.acknowledged");
        assertThat(gate.tasker.lineageOfReceipt(receipt, 1, 10).edges()).hasSize(1);
        assertThat(gate.inspector.verifyLedger(soFar -> true).counts())
                .doesNotContainKeys(LedgerFault.Kind.EDGE_MISSING, LedgerFault.Kind.EDGE_STRAY);
    }

    private void complete(UUID taskId) {
        ClaimedTask claimed = gate.claim(worker);
        assertThat(claimed.taskId()).isEqualTo(taskId);
        worker.complete(taskId, claimed.leaseId(), TestGate.located());
    }

    /** Asks until so many are there, for anything that the server itself does may hold the horizon back for a moment. */
    private List<LedgerEntry> ledger(LedgerFilter filter, int receipts) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<LedgerEntry> found = gate.tasker.ledger(filter, null, 100).entries();
        while (found.size() < receipts) {
            assertThat(System.nanoTime())
                    .as("%d of %d: %s", found.size(), receipts, types(found))
                    .isLessThan(until);
            found = gate.tasker.ledger(filter, null, 100).entries();
        }
        assertThat(found).hasSize(receipts);
        return found;
    }

    private List<LedgerEntry> byPages(LedgerFilter filter, int limit) {
        List<LedgerEntry> found = new ArrayList<>();
        LedgerPage page = gate.tasker.ledger(filter, null, limit);
        found.addAll(page.entries());
        while (page.nextCursor() != null) {
            page = gate.tasker.ledger(filter, page.nextCursor(), limit);
            found.addAll(page.entries());
        }
        return found;
    }

    private static List<String> types(List<LedgerEntry> entries) {
        return entries.stream().map(entry -> entry.receipt().type().wireName()).toList();
    }

    private static void refuses(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private String receiptOf(ReceiptType type) {
        return """
                INSERT INTO receipts (tenant_id, receipt_id, created_at, type, from_kind, from_id, to_kind, to_id,
                                      asyncgate_instance, hash, parents, body)
                VALUES ('%s', gen_random_uuid(), now(), '%s', 'service', 'svc:asyncgate', 'agent', 'planner', 'test',
                        sha256('x'), '{}', '{}')
                """.formatted(gate.tenant, type.wireName());
    }
}
