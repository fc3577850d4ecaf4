package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.lease.ClaimedTask;
import java.net.StandardSocketOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ReceiptGate does, tasks go on, and each receipt arrives there in the order of its task. */
@Timeout(60)
class DeliverySurvivesAnythingTest {

    private static final ReceiptGateStandIn.Manner ANSWERS_500 =
            call -> call.respond(500, "text/plain", "oops very-secret-token");

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final TestGate gate = TestGate.with(there.settings());
    private final Deliverer deliverer = new Deliverer(there.settings(), gate.clock);

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

    /** A way of answering a submission badly. */
    record Misbehaviour(String name, ReceiptGateStandIn.Manner manner) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Misbehaviour> misbehaviours() {
        return Stream.of(
                new Misbehaviour("500", ANSWERS_500),
                new Misbehaviour("401", call -> call.respond(401, "text/plain", "who are you")),
                new Misbehaviour("413", call -> call.respond(413, "text/plain", "too large")),
                new Misbehaviour(
                        "302", call -> call.respond(302, "text/plain", "", "Location: http://127.0.0.1:1/\r\n")),
                new Misbehaviour("hang", call -> ReceiptGateStandIn.waitForTheEnd(call.socket())),
                new Misbehaviour(
                        "reset",
                        call -> call.socket()
                                .setOption(StandardSocketOptions.SO_LINGER, 0)
                                .close()),
                new Misbehaviour(
                        "early end", call -> call.send("HTTP/1.1 200 x\r\nContent-Length: 900\r\n\r\n{\"json")),
                new Misbehaviour(
                        "no JSON", call -> call.respond(200, "application/json", "<html>very-secret-token</html>")),
                new Misbehaviour("other JSON", call -> call.respond(200, "application/json", "{\"ok\":true}")),
                new Misbehaviour(
                        "another call's answer",
                        call -> call.respond(200, "application/json", "{\"id\":-1,\"result\":{}}")),
                new Misbehaviour("no result", call -> call.json("\"result\":\"yes\"")),
                new Misbehaviour(
                        "an error",
                        call -> call.json(
                                "\"error\":{\"code\":\"validation_failed\",\"message\":\"very-secret-token\\u0000\"}")),
                new Misbehaviour(
                        "a marked error",
                        call -> call.json("\"result\":{\"isError\":true,\"content\":[\"very-secret-token\"]}")),
                new Misbehaviour("a hidden error", call -> call.json("\"result\":{\"error\":\"validation_failed\"}")),
                new Misbehaviour(
                        "10 MiB", call -> call.respond(200, "application/json", "\u0001x".repeat(5 * 1024 * 1024))),
                new Misbehaviour("a stream of 10 MiB", call -> {
                    call.send("HTTP/1.1 200 x\r\nContent-Type: text/event-stream\r\n\r\n");
                    call.send("data: x".repeat(1_500_000));
                }),
                new Misbehaviour("a stream that ends", call -> call.respond(200, "text/event-stream", "data: {}\n\n")));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void aReceiptIsPutOffAndArrivesLater(Misbehaviour misbehaviour) throws SQLException {
        there.behave(misbehaviour.manner());
        UUID task = life();
        deliverer.deliverAll();
        assertThat(there.received()).isEmpty();
        assertThat(outbox("attempts")).isEqualTo("1");
        assertThat(outbox("last_error")).contains("ReceiptGate").doesNotContain("very-secret-token");

        there.behave(there::keep);
        deliverer.deliverAll();
        assertThat(there.received()).as("not before it is due again").isEmpty();
        gate.clock.advance(Duration.ofSeconds(2));
        deliverer.deliverAll();
        assertThat(there.typesOf(task)).containsExactly("task.assigned", "task.accepted", "task.completed");
        assertThat(gate.inspector.countBacklog().waiting()).isZero();
    }

    @Test
    void whatIsStreamedIsUnderstood() {
        there.behave(there::keepAndStream);
        UUID task = life();
        deliverer.deliverAll();
        assertThat(there.typesOf(task)).containsExactly("task.assigned", "task.accepted", "task.completed");
    }

    @Test
    void aReceiptGateWithoutHandshakeIsAsGood() {
        there.restart(null);
        there.greet(call -> call.json("\"error\":{\"code\":-32601,\"message\":\"Method not found\"}"));
        UUID task = life();
        deliverer.deliverAll();
        assertThat(there.typesOf(task)).containsExactly("task.assigned", "task.accepted", "task.completed");
    }

    @Test
    void aForgottenSessionIsMadeAnewAndCountsAsNoAttempt() throws SQLException {
        UUID first = life();
        deliverer.deliverAll();
        there.restart("session-2");
        UUID second = life();
        deliverer.deliverAll();
        assertThat(outbox("max(attempts)")).isEqualTo("0");
        deliverer.deliverAll();
        assertThat(there.typesOf(first)).hasSize(3);
        assertThat(there.typesOf(second)).containsExactly("task.assigned", "task.accepted", "task.completed");
    }

    @Test
    void noReceiptComesNearerToBeingParkedWhileReceiptGateIsAway() throws Exception {
        there.goAway();
        UUID task = life();
        for (int minute = 0; minute < 60; minute++) {
            deliverer.deliverAll();
            gate.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(outbox("max(attempts)")).isEqualTo("0");

        there.comeBack();
        eventually(() -> there.typesOf(task).size() == 3);
        assertThat(there.typesOf(task)).containsExactly("task.assigned", "task.accepted", "task.completed");
    }

    @Test
    void anOpenBreakerLetsNothingThroughAndClosesByItself() throws Exception {
        there.behave(ANSWERS_500);
        for (int i = 0; i < 12; i++) {
            gate.create("unit");
        }
        while (deliverer.line.deliveries().breaker() != Deliveries.Breaker.OPEN) {
            deliverer.deliverAll();
        }
        assertThat(deliverer.line.deliveries().lastError()).isEqualTo("ReceiptGate answered 500.");
        String attempts = outbox("sum(attempts)");
        int calls = there.calls();

        gate.clock.advance(Duration.ofMinutes(5));
        deliverer.deliverAll();
        assertThat(there.calls()).isEqualTo(calls);
        assertThat(outbox("sum(attempts)")).isEqualTo(attempts);

        there.behave(there::keep);
        eventually(() -> there.received().size() == 12);
        assertThat(deliverer.line.deliveries().breaker()).isEqualTo(Deliveries.Breaker.CLOSED);
        assertThat(deliverer.line.deliveries().lastError()).isNull();
    }

    @Test
    void aBreakerThatIsSwitchedOffNeverOpens() throws SQLException {
        Map<String, String> settings = new HashMap<>(there.settings());
        settings.put("RECEIPTGATE_CIRCUIT_BREAKER_ENABLED", "false");
        there.behave(ANSWERS_500);
        for (int i = 0; i < 20; i++) {
            gate.create("unit");
        }
        try (Deliverer unguarded = new Deliverer(settings, gate.clock)) {
            while (!outbox("sum(attempts)").equals("20")) {
                unguarded.deliverAll();
            }
            assertThat(unguarded.line.deliveries().breaker()).isEqualTo(Deliveries.Breaker.OFF);
        }
    }

    @Test
    void aCallThatClosingBreaksOffCountsAsNoAttempt() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        there.behave(call -> {
            called.countDown();
            ReceiptGateStandIn.waitForTheEnd(call.socket());
        });
        gate.create("unit");
        Thread round = Thread.ofVirtual().start(deliverer.delivery::round);
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        deliverer.line.close();
        round.join();

        assertThat(outbox("attempts")).isEqualTo("0");
        there.behave(there::keep);
        try (Deliverer next = new Deliverer(there.settings(), gate.clock)) {
            next.deliverAll();
        }
        assertThat(there.received()).hasSize(1);
    }

    @Test
    void aTokenThatNoHeaderCanHoldStopsTheStartWithoutBeingTold() {
        Map<String, String> settings = new HashMap<>(there.settings());
        settings.put("RECEIPTGATE_AUTH_TOKEN", "secret\u0007token");

        assertThatThrownBy(() -> new Deliverer(settings, gate.clock))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("ASYNCGATE_RECEIPTGATE_AUTH_TOKEN")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    /** Rounds, with the breaker's real pause between them, until something holds. */
    private void eventually(BooleanSupplier holds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it arrives").isLessThan(until);
            deliverer.deliverAll();
            Thread.sleep(Deliverer.PAUSE.toMillis() / 4);
        }
    }

    /** A task that is created, claimed and completed: three receipts that are sent. */
    private UUID life() {
        UUID task = gate.create("unit");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = gate.claim(worker);
        worker.complete(claimed.taskId(), claimed.leaseId(), TestGate.located());
        return task;
    }

    private String outbox(String expression) throws SQLException {
        return TestGate.value("SELECT " + expression + " FROM outbox WHERE tenant_id = '" + gate.tenant + "'"
                + (expression.contains("(") ? "" : " ORDER BY position, receipt_id"));
    }
}
