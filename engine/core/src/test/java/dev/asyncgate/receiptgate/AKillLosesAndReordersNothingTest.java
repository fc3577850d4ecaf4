package dev.asyncgate.receiptgate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.ManualClock;
import dev.asyncgate.engine.TestGate;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** kill -9, of a program in the middle of its deliveries: another one delivers the rest, in order. */
@Timeout(120)
class AKillLosesAndReordersNothingTest {

    private static final List<String> LIFE = List.of("task.assigned", "task.accepted", "task.completed");

    private final ReceiptGateStandIn there = new ReceiptGateStandIn();
    private final UUID tenant = UUID.randomUUID();

    @BeforeEach
    void emptyOutbox() throws SQLException {
        TestGate.sql("DELETE FROM outbox");
    }

    @AfterEach
    void close() {
        there.close();
    }

    @RepeatedTest(3)
    void whatItHadNotDeliveredAnotherOneDelivers() throws Exception {
        killAfter(50 + new Random().nextInt(200));
        assertThat(notYetDelivered()).as("killed in the middle").isPositive();
        deliverTheRest();

        Map<String, Set<String>> typesByTask = new HashMap<>();
        Map<String, Set<String>> keysByReceipt = new HashMap<>();
        for (JsonNode receipt : there.received()) {
            typesByTask
                    .computeIfAbsent(receipt.get("task_id").stringValue(), task -> new LinkedHashSet<>())
                    .add(receipt.get("metadata").get("receipt_type").stringValue());
            keysByReceipt
                    .computeIfAbsent(receipt.get("receipt_id").stringValue(), id -> new TreeSet<>())
                    .add(receipt.get("dedupe_key").stringValue());
        }
        assertThat(new TreeSet<>(keysByReceipt.keySet())).isEqualTo(new TreeSet<>(writtenReceipts()));
        assertThat(keysByReceipt.values()).allSatisfy(keys -> assertThat(keys).hasSize(1));
        assertThat(typesByTask.values())
                .allSatisfy(types -> assertThat(new ArrayList<>(types)).isEqualTo(LIFE.subList(0, types.size())));
    }

    private void killAfter(int deliveries) throws IOException, InterruptedException {
        Process process = start();
        try {
            while (there.received().size() < deliveries) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(1);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("killed").isNotZero();
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveringProcess.class.getName(),
                        tenant.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD);
        there.settings().forEach((key, value) -> builder.environment().put("ASYNCGATE_" + key, value));
        builder.environment().put("ASYNCGATE_DATABASE_URL", TestServerUrl.ofProgram());
        return builder.start();
    }

    /** Later, when what the dead one had claimed has come due again. */
    private void deliverTheRest() throws SQLException {
        ManualClock clock = new ManualClock();
        clock.advance(Duration.between(clock.instant(), Instant.now().plus(Duration.ofMinutes(10))));
        try (Deliverer other = new Deliverer(there.settings(), clock)) {
            other.deliverAll();
        }
        assertThat(notYetDelivered()).isZero();
    }

    private int notYetDelivered() throws SQLException {
        return Integer.parseInt(
                TestGate.value("SELECT count(*) FROM outbox WHERE tenant_id = '" + tenant + "' AND attempts = 0"));
    }

    private List<String> writtenReceipts() throws SQLException {
        return List.of(TestGate.value("SELECT string_agg(receipt_id::text, ' ') FROM receipts WHERE tenant_id = '"
                        + tenant + "' AND type IN ('task.assigned', 'task.accepted', 'task.completed')")
                .split(" ", -1));
    }
}
