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
import dev.asyncgate.receipt.ObligationCounts.Reason;
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
import java.util.Collections;
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
    void onlyWhatIsOpenForOneReasonIsShownWhenAskedHoweverManyOthersStandBeforeIt() {
        for (int task = 0; task < 250; task++) {
            gate.create("report");
        }
        gate.clock.advance(Duration.ofMinutes(1));
        UUID held = gate.create("load");
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "rosa"))
                .holdTask(held, "look");
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.because(Reason.BLOCKED));
        assertThat(viewModel.rows().rows().stream().map(RowItem::id))
                .containsExactly(new Line.Heading(Age.FRESH).id(), obligation(held));
        viewModel.rows().show(ObligationQuery.ALL.because(Reason.UNPROVEN));
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.FILTERED);
    }

    @Test
    void whatIsBelowAFoldedAgeIsNotReadHoweverMuchItIsAndWhatComesAfterItIs() {
        for (int batch = 0; batch < 3; batch++) {
            gate.tasker.createTasks(Collections.nCopies(800, NewTask.of("report", Json.emptyObject())));
        }
        gate.clock.advance(Duration.ofHours(3));
        UUID fresh = obligation(gate.create("report"));
        viewModel.arrive();
        assertThat(viewModel.rows().rows()).hasSize(201);
        turn(0);
        assertThat(ids()).containsExactly(heading(Age.HOURS), heading(Age.FRESH), fresh);
        turn(1);
        assertThat(ids()).containsExactly(heading(Age.HOURS), heading(Age.FRESH));
        viewModel.rows().reload();
        assertThat(ids()).as("read anew").containsExactly(heading(Age.HOURS), heading(Age.FRESH));
        turn(1);
        assertThat(ids()).containsExactly(heading(Age.HOURS), heading(Age.FRESH), fresh);
        turn(0);
        assertThat(ids()).hasSize(201).doesNotContain(fresh);
        viewModel.rows().more();
        assertThat(ids()).hasSize(401).doesNotHaveDuplicates();
    }

    @Test
    void whatStandsAboveAFoldedHeadingStaysAndNewRowsStillComeAtTheEnd() {
        UUID old = obligation(gate.create("report"));
        gate.clock.advance(Duration.ofHours(3));
        gate.create("report");
        viewModel.arrive();
        viewModel.rows().busyProperty().set(true);
        RowItem<Line> above = viewModel.rows().rows().get(1);
        turn(2);
        assertThat(viewModel.rows().rows().get(1)).isSameAs(above);
        assertThat(ids()).containsExactly(heading(Age.HOURS), old, heading(Age.FRESH));
        gate.create("report");
        viewModel.rows().readAgain();
        assertThat(viewModel.rows().failureProperty().get()).isNull();
        assertThat(ids()).containsExactly(heading(Age.HOURS), old, heading(Age.FRESH));
        turn(2);
        assertThat(ids()).hasSize(5);
    }

    @Test
    void ownersAndTypesAreFoldedToo() {
        Principal ingest = Principal.of(PrincipalKind.SERVICE, "ingest");
        UUID theirs = obligation(gate.gate
                .tasker(gate.tenant, ingest)
                .createTask(NewTask.of("load", Json.emptyObject()))
                .taskId());
        UUID first = obligation(gate.create("report"));
        UUID second = obligation(gate.create("report"));
        UUID planners = new Line.OfOwner(TestGate.PLANNER, 2).id();
        viewModel.arrive();
        viewModel.rows().show(ObligationQuery.ALL.by(Grouping.PRINCIPAL));
        turn(0);
        assertThat(ids()).containsExactly(planners, new Line.OfOwner(ingest, 1).id(), theirs);
        turn(1);
        assertThat(ids()).containsExactly(planners, new Line.OfOwner(ingest, 1).id());
        turn(0);
        assertThat(ids()).containsExactly(planners, first, second, new Line.OfOwner(ingest, 1).id());
        turn(3);
        assertThat(ids()).containsExactly(planners, first, second, new Line.OfOwner(ingest, 1).id(), theirs);

        viewModel.rows().show(viewModel.rows().queryProperty().get().by(Grouping.TYPE));
        turn(2);
        assertThat(ids()).containsExactly(new Line.OfType("load", 1).id(), theirs, new Line.OfType("report", 2).id());
        turn(0);
        assertThat(ids()).containsExactly(new Line.OfType("load", 1).id(), new Line.OfType("report", 2).id());
    }

    @Test
    void whatIsFoldedStaysSoWhileOtherThingsAreShown() {
        gate.create("report");
        viewModel.arrive();
        turn(0);
        viewModel.rows().show(viewModel.rows().queryProperty().get().by(Grouping.TYPE));
        assertThat(ids()).hasSize(2);
        viewModel.rows().show(viewModel.rows().queryProperty().get().by(Grouping.AGE));
        assertThat(ids()).containsExactly(heading(Age.FRESH));
        var export = new ObligationExport(
                new ObligationReads(gate.inspector, clock),
                viewModel.rows().queryProperty().get());
        assertThat(export.page(null).rows()).as("in a file everything stands").hasSize(1);
    }

    private void turn(int row) {
        viewModel.turn((Line.Group) viewModel.rows().rows().get(row).row());
    }

    private List<UUID> ids() {
        return viewModel.rows().rows().stream().map(RowItem::id).toList();
    }

    private static UUID heading(Age age) {
        return new Line.Heading(age).id();
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
        for (ObligationQuery each :
                List.of(asked.because(Reason.BLOCKED), ObligationQuery.ALL.because(Reason.QUEUED))) {
            assertThat(ObligationQuery.read(each.written())).isEqualTo(each);
        }
        for (String wrong : List.of("", "open", "open SIZE", "closed AGE", "open AGE nobody", "open AGE/WHIM")) {
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
