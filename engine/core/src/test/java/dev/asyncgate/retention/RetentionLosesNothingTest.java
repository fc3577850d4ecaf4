package dev.asyncgate.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RetentionLosesNothingTest {

    @TempDir
    private Path data = Path.of("");

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("worker-1");
    private Settings settings;
    private Database owner;
    private ApplyRetention retention;

    @BeforeEach
    void open() {
        settings = TestGate.settings(Map.of("DATA_DIR", data.toString()));
        owner = Database.open(TestServer.address(), settings, gate.clock);
        retention = new ApplyRetention(owner, settings);
    }

    @AfterEach
    void close() {
        owner.close();
        gate.close();
    }

    @Test
    void aTaskGoesWhenItWasKeptLongEnoughAndItsStubsStay() throws SQLException {
        UUID old = completed("old");
        List<Receipt> receipts = gate.receipts(old);
        gate.clock.advance(Duration.ofDays(29));
        assertThat(apply()).isEqualTo(Retained.NOTHING);
        UUID young = completed("young");
        gate.clock.advance(Duration.ofDays(2));

        assertThat(apply()).isEqualTo(new Retained(1, 6));

        assertThatThrownBy(() -> gate.inspector.getTask(old))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TASK_NOT_FOUND));
        assertThat(gate.inspector.getTask(young).status()).isEqualTo(TaskStatus.SUCCEEDED);
        for (Receipt receipt : receipts) {
            assertThat(TestGate.value("SELECT encode(hash, 'hex') FROM archived_receipts WHERE tenant_id = '"
                            + gate.tenant + "' AND receipt_id = '" + receipt.receiptId() + "'"))
                    .isEqualTo(receipt.hash());
        }
        for (String table : List.of("receipts", "submitted_tasks", "task_outcomes", "ended_leases")) {
            assertThat(count(table)).as(table).isEqualTo(table.equals("receipts") ? 4 : 1);
        }
        assertThat(count("lease_events")).isZero();
        assertThat(count("progress")).isZero();
    }

    @Test
    void theArchiveHoldsEveryReceiptWithItsHash() throws IOException {
        UUID task = completed("old");
        List<Receipt> receipts = gate.receipts(task);
        gate.clock.advance(Duration.ofDays(31));
        apply();

        List<JsonNode> lines = archived();
        assertThat(lines).hasSize(1);
        JsonNode line = lines.getFirst();
        assertThat(line.get("task").get("payload").toString()).isEqualTo("{}");
        assertThat(line.get("outcome").get("outcome").stringValue()).isEqualTo("succeeded");
        assertThat(line.get("leases")).hasSize(1);
        assertThat(line.get("lease_events")).hasSize(1);
        assertThat(line.get("progress").get("number").intValue()).isOne();
        List<Receipt> read = new ArrayList<>();
        line.get("receipts").forEach(node -> read.add(receipt(node)));
        assertThat(read).allMatch(ReceiptHash::isGenuine);
        assertThat(read)
                .extracting(Receipt::receiptId, Receipt::hash)
                .containsExactlyInAnyOrderElementsOf(receipts.stream()
                        .map(receipt -> tuple(receipt.receiptId(), receipt.hash()))
                        .toList());
    }

    @Test
    void verificationAndDoctorAreSatisfiedByStubs() {
        UUID parent = gate.create("parent");
        UUID lease = gate.claim(worker).leaseId();
        UUID cause = gate.receipts(parent).getFirst().receiptId();
        worker.complete(parent, lease, TestGate.located());
        gate.clock.advance(Duration.ofDays(20));
        UUID child = gate.tasker
                .createTask(NewTask.builder("child", Json.emptyObject())
                        .causedBy(List.of(cause))
                        .build())
                .taskId();
        worker.complete(child, gate.claim(worker).leaseId(), TestGate.located());
        gate.clock.advance(Duration.ofDays(20));
        completed("later");

        assertThat(apply()).as("the child is young, and keeps its parent").isEqualTo(Retained.NOTHING);
        gate.clock.advance(Duration.ofDays(11));
        assertThat(apply().tasks()).as("the child goes first").isOne();
        assertThat(apply().tasks()).as("now its parent may go").isOne();

        assertThat(verified().faults()).isEmpty();
        assertThat(gate.inspector.diagnose(Duration.ofMinutes(1)).findings())
                .noneMatch(finding -> gate.tenant.equals(finding.tenantId()));
    }

    @Test
    void whatIsOwedStays() {
        UUID task = gate.create("unlocated");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.clock.advance(Duration.ofDays(400));
        assertThat(apply()).isEqualTo(Retained.NOTHING);

        UUID obligation = gate.receipts(task).getFirst().receiptId();
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ada"))
                .waiveObligation(obligation, "nobody will ever find it");
        assertThat(apply()).as("the waiver is young").isEqualTo(Retained.NOTHING);
        gate.clock.advance(Duration.ofDays(31));
        assertThat(apply().tasks()).isOne();
    }

    @Test
    void whatIsOpenStaysHoweverOldItIs() {
        UUID queued = gate.create("queued");
        gate.clock.advance(Duration.ofDays(4000));
        assertThat(apply()).isEqualTo(Retained.NOTHING);
        assertThat(gate.inspector.getTask(queued).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void whatHasYetToBeDeliveredStays() throws SQLException {
        UUID task = completed("old");
        TestGate.sql("INSERT INTO outbox (tenant_id, receipt_id, next_attempt_at) VALUES ('%s', '%s', now())"
                .formatted(gate.tenant, gate.receipts(task).getFirst().receiptId()));
        gate.clock.advance(Duration.ofDays(31));
        assertThat(apply()).isEqualTo(Retained.NOTHING);
        TestGate.sql("DELETE FROM outbox WHERE tenant_id = '" + gate.tenant + "'");
        assertThat(apply().tasks()).isOne();
    }

    @Test
    void countsAreOfTasksThatAreThere() throws SQLException {
        completed("counted");
        TestGate.sql("INSERT INTO outcome_totals VALUES ('%s', 'succeeded', 1)".formatted(gate.tenant));
        TestGate.sql(
                "INSERT INTO counted_until SELECT tenant_id, max(position) + 1 FROM receipts WHERE tenant_id = '%s' GROUP BY 1"
                        .formatted(gate.tenant));
        completed("not counted yet");
        gate.clock.advance(Duration.ofDays(31));
        completed("young");
        assertThat(gate.inspector.countTasks()).containsEntry(TaskStatus.SUCCEEDED, 3L);

        assertThat(apply().tasks()).isEqualTo(2);

        assertThat(gate.inspector.countTasks()).containsEntry(TaskStatus.SUCCEEDED, 1L);
        assertThat(TestGate.value("SELECT total FROM outcome_totals WHERE tenant_id = '" + gate.tenant + "'"))
                .isEqualTo("0");
    }

    @Test
    void aCrashAfterArchivingLosesNothingAndDoublesNothingInTheDatabase() throws IOException {
        UUID task = completed("old");
        gate.clock.advance(Duration.ofDays(31));
        var prune = new PruneTasks(owner, settings);
        owner.transaction(session -> prune.archive(session, gate.tenant, List.of(task)));
        assertThat(gate.inspector.getTask(task).status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(verified().faults()).isEmpty();

        assertThat(apply()).isEqualTo(new Retained(1, 6));

        List<JsonNode> lines = archived();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo(lines.getLast());
    }

    @Test
    void aTaskThatAnotherProgramHasInHandIsSkipped() {
        UUID one = completed("one");
        UUID other = completed("other");
        gate.clock.advance(Duration.ofDays(31));
        var prune = new PruneTasks(owner, settings);
        Retained meanwhile = owner.transaction(session -> {
            prune.archive(session, gate.tenant, List.of(one));
            return apply();
        });
        assertThat(meanwhile.tasks()).isOne();
        assertThatThrownBy(() -> gate.inspector.getTask(other)).isInstanceOf(GateException.class);
        assertThat(gate.inspector.getTask(one).status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    @Test
    void nothingIsDeletedWhenTheArchiveCannotBeWritten() throws IOException {
        UUID task = completed("old");
        gate.clock.advance(Duration.ofDays(31));
        Files.writeString(data.resolve("archive"), "a file where the folder should be");
        assertThatThrownBy(this::apply)
                .isInstanceOf(GateException.class)
                .hasMessageContaining("archive")
                .hasMessageContaining("deletes nothing");
        assertThat(gate.inspector.getTask(task).status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    @Test
    void itStopsBetweenBatchesAndGoesOnTheNextTime() {
        for (int i = 0; i < 230; i++) {
            completed("many");
        }
        gate.clock.advance(Duration.ofDays(31));
        int[] asked = new int[1];
        Retained first = retention.run(gate.tenant, () -> asked[0]++ > 0);
        assertThat(first.tasks()).isEqualTo(100);
        assertThat(apply().tasks()).isEqualTo(130);
    }

    private Retained apply() {
        return retention.run(gate.tenant, () -> false);
    }

    private UUID completed(String type) {
        UUID task = gate.create(type);
        UUID lease = gate.claim(worker).leaseId();
        if (type.equals("old")) {
            worker.renewLease(task, lease, Duration.ofMinutes(5));
            worker.reportProgress(task, lease, Json.parse("{\"pages\":1}"));
        }
        worker.complete(task, lease, TestGate.located());
        return task;
    }

    private LedgerReport verified() {
        Instant giveUp = Instant.now().plusSeconds(20);
        LedgerReport report;
        do {
            report = gate.inspector.verifyLedger(soFar -> true);
        } while (report.receipts() < count("receipts") && Instant.now().isBefore(giveUp));
        assertThat(report.receipts()).isEqualTo(count("receipts"));
        return report;
    }

    private long count(String table) {
        try {
            return Long.parseLong(
                    TestGate.value("SELECT count(*) FROM " + table + " WHERE tenant_id = '" + gate.tenant + "'"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Every line of every file, without the instant at which it was written. */
    private List<JsonNode> archived() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (var files = Files.walk(data.resolve("archive").resolve(gate.tenant.toString()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode node = Json.parse(line).node();
                    ((ObjectNode) node).remove("archived_at");
                    lines.add(node);
                }
            }
        }
        return lines;
    }

    private static Receipt receipt(JsonNode node) {
        List<UUID> parents = new ArrayList<>();
        node.get("parents").forEach(parent -> parents.add(UUID.fromString(parent.stringValue())));
        return new Receipt(
                UUID.fromString(node.get("receipt_id").stringValue()),
                ReceiptType.ofWireName(node.get("type").stringValue()),
                Instant.parse(node.get("created_at").stringValue()),
                principal(node.get("from")),
                principal(node.get("to")),
                idOrNull(node.get("task_id")),
                idOrNull(node.get("lease_id")),
                idOrNull(node.get("schedule_id")),
                parents,
                Json.of(node.get("body")),
                node.get("hash").stringValue());
    }

    private static Principal principal(JsonNode node) {
        return new Principal(
                PrincipalKind.parse(node.get("kind").stringValue()),
                node.get("id").stringValue(),
                null);
    }

    private static @Nullable UUID idOrNull(JsonNode node) {
        return node.isNull() ? null : UUID.fromString(node.stringValue());
    }
}
