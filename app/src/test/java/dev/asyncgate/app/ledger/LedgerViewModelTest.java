package dev.asyncgate.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.export.ExportViewModel.State;
import dev.asyncgate.app.export.Format;
import dev.asyncgate.app.ledger.Verification.Stage;
import dev.asyncgate.app.receipt.InspectedReceipt;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is read from the present back, narrowed by text, verified as a whole and exported as it is shown. */
class LedgerViewModelTest {

    private final TestGate gate = TestGate.open();
    private final Clock clock = Clock.fixed(gate.clock.instant(), ZoneOffset.UTC);
    private final LedgerViewModel viewModel = new LedgerViewModel(Background.direct(), gate.inspector, clock);

    @AfterEach
    void close() {
        viewModel.leave();
        gate.close();
    }

    @Test
    void theNewestStandsOnTop() {
        UUID task = completed();
        viewModel.arrive();
        assertThat(types())
                .containsExactly(
                        "task.result_ready", "task.completed", "task.started", "task.accepted", "task.assigned");
        assertThat(Objects.requireNonNull(viewModel.sizeProperty().get()).receipts())
                .isEqualTo(5);
        UUID next = gate.create("report");
        viewModel.rows().readAgain();
        assertThat(viewModel.rows().rows().getFirst().row().receipt().taskId())
                .as("it tails")
                .isEqualTo(next)
                .isNotEqualTo(task);
    }

    @Test
    void filtersAreTypedOrChosen() {
        UUID task = completed();
        completed();
        viewModel.arrive();
        viewModel.query().textProperty().set("task:" + task);
        assertThat(types()).hasSize(5);
        viewModel.query().narrow(LedgerQuery.STATUS, "success");
        assertThat(types()).containsExactly("task.completed");
        viewModel.query().narrow(LedgerQuery.STATUS, null);
        viewModel.query().narrow(LedgerQuery.TYPE, "task.failed");
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.FILTERED);
        viewModel.query().textProperty().set(task.toString());
        assertThat(types()).as("a bare id is a task's").hasSize(5);
    }

    @Test
    void whatIsNoFilterIsToldAndChangesNothing() {
        completed();
        viewModel.arrive();
        for (String wrong :
                List.of("colour:red", "type:task.done", "status:fine", "task:12", "type:", "type:a type:b")) {
            viewModel.query().textProperty().set(wrong);
            assertThat(viewModel.query().problemProperty().get()).as(wrong).isNotNull();
            assertThat(types()).hasSize(5);
        }
        viewModel.query().textProperty().set("");
        assertThat(viewModel.query().problemProperty().get()).isNull();
    }

    @Test
    void aSelectedReceiptIsReadWithWhatItProves() {
        UUID task = completed();
        viewModel.arrive();
        Receipt completed = gate.receipts(task).get(3);
        viewModel.rows().select(completed.receiptId());
        InspectedReceipt inspected =
                Objects.requireNonNull(viewModel.selected().inspectedProperty().get());
        assertThat(inspected.genuine()).isTrue();
        assertThat(inspected.parents())
                .extracting(it -> it.type().wireName())
                .containsExactly("task.assigned", "task.accepted");
        assertThat(inspected.children()).extracting(it -> it.type().wireName()).containsExactly("task.result_ready");
        viewModel.rows().select(UUID.randomUUID());
        assertThat(viewModel.selected().inspectedProperty().get()).isNull();
        assertThat(viewModel.selected().failureProperty().get()).hasMessageContaining("has no receipt");
    }

    @Test
    void aBrokenHashIsNamed() throws Exception {
        UUID task = completed();
        UUID broken = gate.receipts(task).get(3).receiptId();
        viewModel.arrive();
        viewModel.verify();
        assertThat(verification().stage()).isEqualTo(Stage.COMPLETE);
        assertThat(verification().report().genuine()).isTrue();

        try (Connection session = TestGate.connectAsSuperuser();
                Statement statement = session.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("UPDATE receipts SET hash = sha256('x') WHERE receipt_id = '" + broken + "'");
        }
        viewModel.verify();
        assertThat(verification().report().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.receiptId()).isEqualTo(broken));
        assertThat(verification().badCells()).isNotEmpty();
        var report = new ReportFile(Background.direct().scope(), Texts.of(Locale.ENGLISH), clock);
        assertThat(report.words(verification().report()))
                .contains(broken.toString(), "HASH_DIFFERS", "the whole ledger");
        viewModel.verification().forget();
        assertThat(viewModel.verification().verificationProperty().get()).isNull();
    }

    @Test
    void cellsSayHowFarItIsAndWhereItFailed() {
        Verification begun = Verification.begun(1000);
        assertThat(begun.percent()).isZero();
        var half = new LedgerReport(500, 0, Map.of(), List.of(), Duration.ofSeconds(5), false);
        Verification now = begun.with(half, Stage.RUNNING);
        assertThat(now.percent()).isEqualTo(50);
        assertThat(now.cells()).isEqualTo(Verification.CELLS / 2);
        assertThat(now.left()).isEqualTo(Duration.ofSeconds(5));
        assertThat(now.with(half, Stage.COMPLETE).cells()).isEqualTo(Verification.CELLS);
    }

    @Test
    void whatIsShownIsExportedOldestFirst(@TempDir Path folder) throws Exception {
        UUID task = completed();
        completed();
        viewModel.arrive();
        viewModel.query().textProperty().set("task:" + task);
        Path file = folder.resolve("ledger.ndjson");
        viewModel.export().start(viewModel.exportable(), Format.NDJSON, file);
        assertThat(viewModel.export().stateProperty().get()).isEqualTo(new State.Finished(file, 5));
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6);
        assertThat(Json.parse(lines.getFirst()).node().get("type").stringValue())
                .isEqualTo("task.assigned");
        assertThat(Json.parse(lines.get(3)).node().get("hash").stringValue())
                .isEqualTo(gate.receipts(task).get(3).hash());
        LedgerEntry last =
                gate.inspector.getReceipt(gate.receipts(task).getLast().receiptId());
        assertThat(Json.parse(lines.getLast())
                        .node()
                        .at("/asyncgate_export/last_position")
                        .longValue())
                .isEqualTo(last.position());
    }

    private Verification verification() {
        return Objects.requireNonNull(
                viewModel.verification().verificationProperty().get());
    }

    private UUID completed() {
        UUID task = gate.create("report");
        Worker worker = gate.worker("gpu-7");
        UUID lease = gate.claim(worker).leaseId();
        worker.startTask(task, lease);
        worker.complete(task, lease, TestGate.located());
        return task;
    }

    private List<String> types() {
        return viewModel.rows().rows().stream()
                .map(item -> item.row().receipt().type().wireName())
                .toList();
    }
}
