package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Ledger;
import dev.asyncgate.receipt.LedgerFilter;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than a thousand receipts on their way are an anomaly, once an hour, and anybody can see how many there are. */
class ABacklogIsSaidTest {

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final TestGate gate = TestGate.with(there.settings());
    private final Deliverer deliverer = new Deliverer(there.settings(), gate.clock);
    private final NoteBacklog noteBacklog = new NoteBacklog(deliverer.database, deliverer.settings);

    @BeforeEach
    void emptyOutbox() throws SQLException {
        TestGate.sql("DELETE FROM outbox");
    }

    @AfterEach
    void close() throws SQLException {
        emptyOutbox();
        deliverer.close();
        gate.close();
        there.close();
    }

    @Test
    void asAnAnomalyOnceAnHour() {
        create(Backlog.ANOMALOUS);
        assertThat(noteBacklog.run()).isZero();
        create(1);
        assertThat(noteBacklog.run()).isEqualTo(1);
        gate.clock.advance(Duration.ofMinutes(59));
        assertThat(noteBacklog.run()).isZero();
        gate.clock.advance(Duration.ofMinutes(1));
        assertThat(noteBacklog.run()).isEqualTo(1);

        List<Receipt> anomalies = anomalies();
        assertThat(anomalies).hasSize(2).allSatisfy(anomaly -> {
            assertThat(anomaly.from().toString()).isEqualTo("service:svc:asyncgate");
            assertThat(anomaly.to().toString()).isEqualTo("service:svc:asyncgate");
            assertThat(anomaly.taskId()).isNull();
            assertThat(anomaly.parents()).isEmpty();
            assertThat(ReceiptHash.isGenuine(anomaly)).isTrue();
        });
        assertThat(anomalies.getFirst().body().text())
                .isEqualTo("{\"hour\":\"2026-11-23T12:00:00.000000Z\",\"kind\":\"receipt_backlog\"}");
        assertThat(gate.inspector.countBacklog().waiting())
                .as("an anomaly is not itself sent")
                .isEqualTo(1001);
    }

    @Test
    void withItsSizeAndItsAge() {
        Instant first = gate.clock.instant();
        create(2);
        gate.clock.advance(Duration.ofHours(1));
        create(1);

        Backlog backlog = gate.inspector.countBacklog();
        assertThat(backlog.waiting()).isEqualTo(3);
        assertThat(backlog.oldestAt()).isEqualTo(first);
        assertThat(backlog.parked()).isZero();
        assertThat(backlog.latestParked()).isEmpty();
    }

    private void create(int tasks) {
        NewTask task = NewTask.of("unit", Json.emptyObject());
        for (int left = tasks; left > 0; left -= 1000) {
            gate.tasker.createTasks(Collections.nCopies(Math.min(left, 1000), task));
        }
    }

    private List<Receipt> anomalies() {
        return gate
                .inspector
                .ledger(LedgerFilter.ofType(ReceiptType.SYSTEM_ANOMALY), Ledger.Order.OLDEST_FIRST, null, 100)
                .entries()
                .stream()
                .map(entry -> entry.receipt())
                .toList();
    }
}
