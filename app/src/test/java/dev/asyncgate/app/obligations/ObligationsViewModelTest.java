package dev.asyncgate.app.obligations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.rows.RowItem;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ObligationCounts;
import dev.asyncgate.receipt.ObligationCounts.Age;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is open stands oldest first below its age, and the one that is looked at is told with its evidence. */
class ObligationsViewModelTest {

    private final TestGate gate = TestGate.open();
    private final Clock clock = clock();
    private final ObligationsViewModel viewModel =
            new ObligationsViewModel(Background.direct(), new ObligationReads(gate.inspector, clock), clock);
    private final WhyWords words = new WhyWords(Texts.of(Locale.ENGLISH));

    @AfterEach
    void close() {
        viewModel.leave();
        gate.close();
    }

    @Test
    void rowsStandBelowTheirAge() {
        UUID old = obligation(gate.create("report"));
        gate.clock.advance(Duration.ofHours(3));
        UUID fresh = obligation(gate.create("report"));
        viewModel.arrive();
        assertThat(viewModel.rows().rows().stream().map(RowItem::id))
                .containsExactly(new Line.Heading(Age.HOURS).id(), old, new Line.Heading(Age.FRESH).id(), fresh);
        assertThat(viewModel.rows().selectable(viewModel.rows().rows().getFirst()))
                .isFalse();
        ObligationCounts counts =
                Objects.requireNonNull(viewModel.countsProperty().get());
        assertThat(counts.total()).isEqualTo(2);
    }

    @Test
    void onlyWhatIsOwedToOneIsShownWhenAsked() {
        gate.create("report");
        Principal ingest = Principal.of(PrincipalKind.SERVICE, "ingest");
        UUID theirs = gate.gate
                .tasker(gate.tenant, ingest)
                .createTask(NewTask.of("load", Json.emptyObject()))
                .taskId();
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.owedTo(ingest));
        assertThat(viewModel.rows().rows().stream().map(RowItem::id))
                .containsExactly(new Line.Heading(Age.FRESH).id(), obligation(theirs));
    }

    @Test
    void whoeverIsOwedSomethingHasAHeadingWhenAsked() {
        UUID first = gate.create("report");
        gate.clock.advance(Duration.ofHours(3));
        Principal ingest = Principal.of(PrincipalKind.SERVICE, "ingest");
        UUID theirs = gate.gate
                .tasker(gate.tenant, ingest)
                .createTask(NewTask.of("load", Json.emptyObject()))
                .taskId();
        UUID second = gate.create("report");
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.PRINCIPAL));
        assertThat(viewModel.rows().rows().stream().map(RowItem::id))
                .containsExactly(
                        new Line.OfOwner(TestGate.PLANNER, 2).id(),
                        obligation(first),
                        obligation(second),
                        new Line.OfOwner(ingest, 1).id(),
                        obligation(theirs));
    }

    @Test
    void whatIsOwedStandsBelowTheTypeOfItsTaskWhenAsked() {
        UUID render = gate.create("render");
        Worker worker = gate.worker("gpu-8");
        worker.complete(render, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.clock.advance(Duration.ofMinutes(1));
        UUID load = gate.create("load");
        UUID again = gate.create("render");
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.TYPE));
        assertThat(viewModel.rows().rows().stream().map(RowItem::row).map(ObligationsViewModelTest::named))
                .containsExactly("load: 1", obligation(load), "render: 2", obligation(render), obligation(again));
    }

    private static Object named(Line line) {
        return line instanceof Line.OfType(var type, var open) ? type + ": " + open : line.id();
    }

    @Test
    void manyOfManyTypesComePageByPageAndNoneTwice() {
        for (int task = 0; task < 250; task++) {
            gate.create("type-" + task % 3);
        }
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.TYPE));
        viewModel.rows().more();
        assertThat(viewModel.rows().rows()).hasSize(250 + 3);
        assertThat(viewModel.rows().rows().stream().map(RowItem::id)).doesNotHaveDuplicates();
    }

    @Test
    void manyOfManyOwnersComePageByPageAndNoneTwice() {
        for (int owner = 0; owner < 3; owner++) {
            var tasker = gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.AGENT, "owner-" + owner));
            for (int task = 0; task < 90; task++) {
                tasker.createTask(NewTask.of("load", Json.emptyObject()));
            }
        }
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.PRINCIPAL));
        viewModel.rows().more();
        assertThat(viewModel.rows().rows()).hasSize(3 * 90 + 3);
        assertThat(viewModel.rows().rows().getLast().row()).isInstanceOf(Line.Owed.class);
    }

    @Test
    void whatIsDischargedStandsWithItsProofTheLastOneFirst() {
        Worker worker = gate.worker("gpu-8");
        UUID done = gate.create("report");
        worker.complete(done, gate.claim(worker).leaseId(), TestGate.located());
        UUID unproven = gate.create("report");
        worker.complete(unproven, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        gate.clock.advance(Duration.ofMinutes(1));
        UUID canceled = gate.create("report");
        gate.tasker.cancelTask(canceled, null);
        gate.create("report");
        viewModel.rows().show(ObligationQuery.ALL.with(true));
        viewModel.arrive();
        awaitRows(2);
        assertThat(viewModel.rows().rows().stream().map(RowItem::id))
                .containsExactly(obligation(canceled), obligation(done));
        assertThat(((Line.Owed) viewModel.rows().rows().getFirst().row())
                        .explained()
                        .why())
                .isInstanceOfSatisfying(
                        Why.Discharged.class, why -> assertThat(why.type()).isEqualTo(ReceiptType.TASK_CANCELED));
        viewModel.rows().show(ObligationQuery.ALL.with(true).owedTo(Principal.of(PrincipalKind.SERVICE, "ingest")));
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.FILTERED);
    }

    @Test
    void whatIsListedIsExportedWithoutTheHeadings() {
        gate.create("report");
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.PRINCIPAL));
        var export = new ObligationExport(
                new ObligationReads(gate.inspector, clock),
                viewModel.rows().queryProperty().get());
        var page = export.page(null);
        assertThat(page.rows()).hasSize(1);
        var members = export.json(page.rows().getFirst());
        assertThat(List.copyOf(members.keySet())).isEqualTo(export.columns());
        assertThat(members)
                .containsEntry("why", "\"queued\"")
                .containsEntry("open", "true")
                .containsEntry("discharged_by", "null");
    }

    @Test
    void aQueryIsReadAsItWasWritten() {
        ObligationQuery asked = ObligationQuery.ALL
                .with(true)
                .by(Grouping.PRINCIPAL)
                .owedTo(Principal.of(PrincipalKind.HUMAN, "rosa of the night"));
        assertThat(ObligationQuery.read(asked.written())).isEqualTo(asked);
        assertThat(ObligationQuery.read(ObligationQuery.ALL.written())).isEqualTo(ObligationQuery.ALL);
        for (String wrong : List.of("", "open", "open SIZE", "closed AGE", "open AGE nobody")) {
            assertThatThrownBy(() -> ObligationQuery.read(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatWasLeftIsShownAgain() {
        Memory memory = Memory.forgetful();
        viewModel.remember(memory);
        ObligationQuery left = ObligationQuery.ALL.with(true).by(Grouping.PRINCIPAL);
        viewModel.rows().show(left);
        var again = new ObligationsViewModel(Background.direct(), new ObligationReads(gate.inspector, clock), clock);
        again.remember(memory);
        assertThat(again.rows().queryProperty().get()).isEqualTo(left);
    }

    /** The ledger is read below its horizon, which anything that the server itself does may hold back for a moment. */
    private void awaitRows(int count) {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (viewModel.rows().rows().size() < count) {
            assertThat(System.nanoTime()).isLessThan(until);
            viewModel.rows().reload();
        }
    }

    @Test
    void whatCouldNotDischargeIsNamedWithTheReason() {
        UUID task = gate.create("report");
        Worker worker = gate.worker("gpu-8");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        ObligationDossier dossier = look(task);
        assertThat(dossier.path())
                .extracting(receipt -> receipt.type().wireName())
                .containsExactly("task.assigned", "task.accepted", "task.completed", "system.anomaly");
        assertThat(words.brief(dossier.explained().why(), clock.instant())).isEqualTo("completed without proof");
        assertThat(words.evidence(dossier, clock.instant()))
                .extracting(each -> each.mark() + ": " + each.line())
                .containsExactly(
                        "HOLDS: A receipt of a terminating type exists",
                        "DOES_NOT: It does not name the assignment as parent",
                        "DOES_NOT: The work cannot be located",
                        "HOLDS: The gap was reported",
                        "NOT_YET: No amendment so far");
        assertThat(words.advice(dossier.explained().why())).contains("gpu-8");
    }

    @Test
    void aClosedOneShowsThePathThatClosedIt() {
        UUID task = gate.create("report");
        Worker worker = gate.worker("gpu-8");
        worker.fail(task, gate.claim(worker).leaseId(), Json.parse("{\"kind\":\"X\"}"), true);
        gate.clock.advance(Duration.ofHours(1));
        worker.complete(task, gate.claim(worker).leaseId(), TestGate.located());
        ObligationDossier dossier = look(task);
        assertThat(dossier.path())
                .extracting(receipt -> receipt.type().wireName())
                .containsExactly(
                        "task.assigned", "task.accepted", "task.retry_scheduled", "task.accepted", "task.completed");
        assertThat(words.evidence(dossier, clock.instant()).getLast().note()).isEqualTo("1h 00m");
    }

    @Test
    void everyOpenReasonHasItsWords() {
        UUID task = gate.create("report");
        assertThat(brief(task)).isEqualTo("eligible now");
        Worker worker = gate.worker("gpu-8");
        UUID lease = gate.claim(worker).leaseId();
        assertThat(brief(task)).isEqualTo("claimed, gpu-8");
        worker.startTask(task, lease);
        assertThat(brief(task)).isEqualTo("in progress, gpu-8");
        worker.releaseLease(task, lease, null);
        assertThat(brief(task)).isEqualTo("eligible again, lost 1 lease");
        var operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "rosa"));
        operator.pauseType("report", null);
        assertThat(brief(task)).isEqualTo("type paused since 12:00");
        operator.holdTask(task, "look");
        assertThat(brief(task)).isEqualTo("held");
        operator.cancelTask(task, null);
        assertThat(brief(task)).isEqualTo("discharged by task.canceled");
    }

    @Test
    void selectingSomethingElseForgetsWhatWasTold() {
        UUID task = gate.create("report");
        look(task);
        viewModel.rows().select(null);
        assertThat(viewModel.dossierProperty().get()).isNull();
    }

    private String brief(UUID task) {
        ObligationDossier dossier = look(task);
        assertThat(words.evidence(dossier, clock.instant())).isNotEmpty();
        return words.brief(dossier.explained().why(), clock.instant());
    }

    private ObligationDossier look(UUID task) {
        viewModel.rows().select(null);
        viewModel.rows().select(obligation(task));
        return Objects.requireNonNull(viewModel.dossierProperty().get());
    }

    private UUID obligation(UUID task) {
        List<Receipt> receipts = gate.receipts(task);
        return receipts.getFirst().receiptId();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return gate.clock.instant();
            }
        };
    }
}
