package dev.asyncgate.app.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.receipt.DeliveryViewModel.Told;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receiptgate.FindDelivery.Undelivered;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever inspects a receipt is told whether ReceiptGate has it, and what to do when it does not. */
@SuppressWarnings("NullAway.Init") // made before each test
class ADeliveryIsToldAsItStandsTest {

    private final TestGate gate = TestGate.open();
    private Receipt assigned;
    private Receipt resultReady;

    @BeforeEach
    void live() {
        UUID task = gate.create("unit");
        var worker = gate.worker("gpu-7");
        worker.complete(task, gate.claim(worker).leaseId(), TestGate.located());
        assigned = of(task, ReceiptType.TASK_ASSIGNED);
        resultReady = of(task, ReceiptType.TASK_RESULT_READY);
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void withoutAReceiptGateThatIsSaid() {
        assertThat(told(false, assigned)).isEqualTo(new Told.NoReceiptGate(assigned.receiptId()));
    }

    @Test
    void whatNoLongerWaitsIsGone() {
        assertThat(told(true, assigned)).isEqualTo(new Told.Gone(assigned.receiptId()));
    }

    @Test
    void whatIsNeverSentStaysHere() {
        assertThat(told(true, resultReady)).isEqualTo(new Told.StaysHere(resultReady.receiptId()));
    }

    @Test
    void whatWaitsSaysSinceWhenAndWhy() throws SQLException {
        waits(assigned);
        assertThat(told(true, assigned))
                .isInstanceOfSatisfying(
                        Told.NotDelivered.class,
                        it -> assertThat(it.why()).isEqualTo(new Undelivered.Waiting(2, assigned.createdAt(), "busy")));
    }

    @Test
    void whatIsParkedIsTriedAgainWhenSomebodySaysSo() throws SQLException {
        waits(assigned);
        TestGate.sql(
                "UPDATE asyncgate.outbox SET parked_at = created_at, next_attempt_at = 'infinity' WHERE receipt_id = '"
                        + assigned.receiptId() + "'");
        var model = new DeliveryViewModel(Background.direct(), gate.inspector, false);
        model.look(assigned);
        assertThat(model.toldProperty().get())
                .isEqualTo(new Told.NotDelivered(
                        assigned.receiptId(), new Undelivered.Parked(2, assigned.createdAt(), "busy")));
        gate.gate.operator(gate.tenant, TestGate.PLANNER).retryParkedReceipt(assigned.receiptId());
        model.look(assigned);
        assertThat(model.toldProperty().get())
                .isInstanceOfSatisfying(
                        Told.NotDelivered.class,
                        it -> assertThat(it.why().attempts()).isZero());
        model.look(resultReady);
        assertThat(model.toldProperty().get()).isEqualTo(new Told.StaysHere(resultReady.receiptId()));
    }

    /** The outbox is filled by the schema, and what it takes is said again where a receipt is inspected. */
    @ParameterizedTest
    @EnumSource
    void whatStaysHereIsWhatTheOutboxDoesNotTake(ReceiptType type) throws SQLException {
        var ofType = new Receipt(
                UUID.randomUUID(),
                type,
                assigned.createdAt(),
                assigned.from(),
                assigned.to(),
                assigned.taskId(),
                null,
                null,
                List.of(),
                assigned.body(),
                assigned.hash());
        assertThat(told(true, ofType) instanceof Told.StaysHere).isEqualTo(!outboxTakes(type));
    }

    /** Whether a receipt of this type is sent by a program that delivers. */
    private boolean outboxTakes(ReceiptType type) throws SQLException {
        try (Connection connection = TestGate.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL asyncgate.receipt_mode = 'receiptgate_integrated'");
            statement.execute("""
                    INSERT INTO receipts (tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id,
                                          asyncgate_instance, hash, parents, body)
                    SELECT tenant_id, gen_random_uuid(), created_at, task_id, '%s', from_kind, from_id, to_kind, to_id,
                           asyncgate_instance, sha256('another'), parents, body
                    FROM receipts WHERE receipt_id = '%s'
                    """.formatted(type.wireName(), assigned.receiptId()));
            try (ResultSet rows =
                    statement.executeQuery("SELECT count(*) FROM outbox WHERE tenant_id = '" + gate.tenant + "'")) {
                return rows.next() && rows.getInt(1) > 0;
            } finally {
                connection.rollback();
            }
        }
    }

    private @Nullable Told told(boolean delivers, Receipt receipt) {
        var model = new DeliveryViewModel(Background.direct(), gate.inspector, delivers);
        model.look(receipt);
        return model.toldProperty().get();
    }

    private Receipt of(UUID task, ReceiptType type) {
        return gate.receipts(task).stream()
                .filter(receipt -> receipt.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static void waits(Receipt receipt) throws SQLException {
        TestGate.sql("""
                INSERT INTO asyncgate.outbox (tenant_id, receipt_id, position, task_id, created_at, next_attempt_at,
                                              attempts, last_error)
                SELECT tenant_id, receipt_id, position, task_id, created_at, created_at, 2, 'busy'
                FROM asyncgate.receipts WHERE receipt_id = '%s'
                """.formatted(receipt.receiptId()));
    }
}
