package dev.asyncgate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Ledger.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is asked of the ledger, from the present back it answers the same receipts as from its beginning on. */
class TheLedgerIsReadBackTest {

    private final TestGate gate = TestGate.open();
    private UUID task = UUID.randomUUID();
    private UUID lease = UUID.randomUUID();

    @BeforeEach
    void work() {
        Worker worker = gate.worker("gpu-7");
        for (int i = 0; i < 4; i++) {
            task = gate.create("report");
            lease = gate.claim(worker).leaseId();
            worker.startTask(task, lease);
            if (i % 2 == 0) {
                worker.complete(task, lease, TestGate.located());
            } else {
                worker.fail(task, lease, Json.parse("{\"kind\":\"X\"}"), false);
            }
        }
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void byTaskByLeaseByTypeAndByStatus() {
        assertReversed(LedgerFilter.ofTask(task), 5);
        assertReversed(LedgerFilter.ofLease(lease), 4);
        assertReversed(LedgerFilter.ofType(ReceiptType.TASK_STARTED), 4);
        assertReversed(LedgerFilter.ofType(ReceiptType.TASK_ACCEPTED), 4);
        assertReversed(LedgerFilter.ofStatus(LedgerStatus.FAILURE), 2);
        assertReversed(LedgerFilter.ofStatus(LedgerStatus.NA), 16);
    }

    @Test
    void aPageGoesOnFromAReceiptThatIsNamed() {
        List<LedgerEntry> back = all(LedgerFilter.ofTask(task), Order.NEWEST_FIRST);
        LedgerPage rest = gate.inspector.ledger(
                LedgerFilter.ofTask(task),
                Order.NEWEST_FIRST,
                back.get(1).receipt().receiptId().toString(),
                10);
        assertThat(rest.entries()).isEqualTo(back.subList(2, back.size()));
    }

    @Test
    void itsSizeIsCounted() {
        Ledger.Size size = gate.inspector.ledgerSize();
        assertThat(size.receipts()).isEqualTo(20);
        assertThat(size.epoch()).isEqualTo(1);
        assertThat(size.firstAt()).isEqualTo(gate.clock.instant());
        assertThat(gate.gate.inspector(UUID.randomUUID()).ledgerSize()).isEqualTo(new Ledger.Size(0, 0, null));
    }

    private void assertReversed(LedgerFilter filter, int expected) {
        List<LedgerEntry> on = all(filter, Order.OLDEST_FIRST);
        assertThat(on).as(filter.toString()).hasSize(expected);
        assertThat(all(filter, Order.NEWEST_FIRST)).as(filter.toString()).isEqualTo(on.reversed());
    }

    private List<LedgerEntry> all(LedgerFilter filter, Order order) {
        var all = new ArrayList<LedgerEntry>();
        LedgerPage page = gate.inspector.ledger(filter, order, null, 3);
        all.addAll(page.entries());
        while (page.nextCursor() != null) {
            page = gate.inspector.ledger(filter, order, page.nextCursor(), 3);
            all.addAll(page.entries());
        }
        return all;
    }
}
