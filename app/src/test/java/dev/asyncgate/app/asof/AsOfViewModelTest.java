package dev.asyncgate.app.asof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.history.TaskAsOf.Answer;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task is created at minute 0, claimed at 10, renewed and given another priority at 20; now it is minute 40. */
class AsOfViewModelTest {

    private final TestGate gate = TestGate.open();
    private final Instant start = gate.clock.instant();
    private UUID task;
    private UUID lease;
    private AsOfViewModel model;

    @BeforeEach
    void live() {
        Worker worker = gate.worker("gpu-7");
        task = gate.create("report.render");
        gate.clock.advance(Duration.ofMinutes(10));
        var longest = new ClaimTasks.Request(List.of(), List.of(), 1, Duration.ofMinutes(30));
        lease = worker.leaseNext(longest).getFirst().leaseId();
        gate.clock.advance(Duration.ofMinutes(10));
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ada"))
                .reprioritize(task, 7);
        worker.renewLease(task, lease, Duration.ofMinutes(30));
        gate.clock.advance(Duration.ofMinutes(20));
        model = new AsOfViewModel(
                Background.direct(), new AsOfReads(gate.inspector), Clock.fixed(gate.clock.instant(), ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private long minute() {
        return Duration.between(start, model.atProperty().get()).toMinutes();
    }

    @Test
    void theFirstLookIsShortlyBeforeNow() {
        model.arrive();
        assertThat(minute()).isEqualTo(35);
        assertThat(model.rangeProperty().get().from()).isEqualTo(start);
        assertThat(model.activityProperty().get()).isNotNull();
        assertThat(model.readingProperty().get().at())
                .isEqualTo(model.shownAtProperty().get());
    }

    @Test
    void figuresOfThenStandBesideThoseOfNow() {
        model.arrive();
        model.moveTo(start.plus(Duration.ofMinutes(5)));
        Reading reading = model.readingProperty().get();
        assertThat(reading.then().tasks()).containsEntry(TaskStatus.QUEUED, 1L);
        assertThat(reading.now()).containsEntry(TaskStatus.QUEUED, 0L).containsEntry(TaskStatus.LEASED, 1L);
        assertThat(reading.next())
                .get()
                .satisfies(event -> assertThat(event.what()).isEqualTo("task.accepted"));
    }

    @Test
    void stepsGoFromEventToEventAndBack() {
        model.arrive();
        model.moveTo(start);
        List<Long> minutes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            model.step(true);
            minutes.add(minute());
        }
        assertThat(minutes).as("and no further than there are any").containsExactly(10L, 20L, 20L, 20L);
        model.step(false);
        assertThat(minute()).isEqualTo(10);
    }

    @Test
    void stepsOfAMinuteStopAtBothEnds() {
        model.arrive();
        model.stepProperty().set(Step.MINUTE);
        model.moveTo(start.plusSeconds(30));
        model.step(false);
        assertThat(model.atProperty().get()).isEqualTo(start);
        model.moveTo(gate.clock.instant().plus(Duration.ofDays(1)));
        assertThat(minute()).isEqualTo(40);
        model.step(true);
        assertThat(minute()).isEqualTo(40);
    }

    @Test
    void playingEndsWhereNothingFollows() {
        model.arrive();
        model.moveTo(start);
        model.playingProperty().set(true);
        for (int beat = 0; beat < 4; beat++) {
            model.beat();
        }
        assertThat(minute()).as("one event a second").isEqualTo(10);
        assertThat(model.playingProperty().get()).isTrue();
        for (int beat = 0; beat < 8; beat++) {
            model.beat();
        }
        assertThat(minute()).isEqualTo(20);
        assertThat(model.playingProperty().get()).isFalse();
    }

    @Test
    void playingFastTakesSeveralStepsAtOnce() {
        model.arrive();
        model.stepProperty().set(Step.MINUTE);
        model.moveTo(start);
        model.speedProperty().set(60);
        model.playingProperty().set(true);
        model.beat();
        assertThat(minute()).isEqualTo(15);
    }

    @Test
    void draggingIsFollowedByTheListsALittleLater() {
        model.arrive();
        Instant shown = model.shownAtProperty().get();
        model.drag(start.plus(Duration.ofMinutes(3)));
        assertThat(minute()).isEqualTo(3);
        assertThat(model.shownAtProperty().get()).isEqualTo(shown);
    }

    @Test
    void theSelectedTaskStandsAsItWasBesideHowItIs() {
        model.arrive();
        model.moveTo(start.plus(Duration.ofMinutes(15)));
        model.select(task, null);
        PastDossier dossier = model.dossierProperty().get();
        assertThat(dossier.then()).isInstanceOf(Answer.Known.class);
        assertThat(Comparison.of(dossier)).contains(new Comparison.Line("priority", "0", "7"));
        assertThat(Comparison.of(dossier))
                .filteredOn(Comparison.Line::hasChanged)
                .extracting(Comparison.Line::key)
                .containsExactly("priority", "expires");
        model.moveTo(start.plus(Duration.ofMinutes(5)));
        assertThat(Comparison.of(model.dossierProperty().get()))
                .contains(new Comparison.Line("status", "queued", "leased"));
        model.select(null, null);
        assertThat(model.dossierProperty().get()).isNull();
    }

    @Test
    void theGraphIsOfTheSelectedTaskElseOfTheNewest() {
        model.arrive();
        model.partProperty().set(Part.RECEIPTS);
        assertThat(model.treeProperty().get()).isEqualTo(task);
        UUID other = gate.create("other");
        model.select(other, null);
        model.partProperty().set(Part.TASKS);
        model.partProperty().set(Part.RECEIPTS);
        assertThat(model.treeProperty().get()).isEqualTo(other);
    }

    @Test
    void elsewhereOneLooksAtTheTaskAsFarAsThereIsOne() {
        model.arrive();
        model.moveTo(start.plus(Duration.ofMinutes(15)));
        assertThat(model.elsewhere())
                .extracting(Destination::place)
                .containsExactly(PlaceId.TASKS, PlaceId.LEASES, PlaceId.LEDGER);
        assertThat(model.elsewhere())
                .contains(new Destination.ShowBetween(PlaceId.TASKS, start, start.plus(Duration.ofMinutes(15))));
        model.select(task, null);
        assertThat(model.elsewhere())
                .containsExactly(
                        new Destination.ShowTask(task),
                        new Destination.ShowLease(lease, task),
                        new Destination.ShowReceipts(task),
                        new Destination.ShowObligation(
                                gate.receipts(task).getFirst().receiptId()));
        model.moveTo(start.plus(Duration.ofMinutes(5)));
        assertThat(model.elsewhere().get(1)).as("nobody held it then").isInstanceOf(Destination.ShowBetween.class);
    }

    @Test
    void comingBackKeepsTheInstant() {
        model.arrive();
        model.moveTo(start.plus(Duration.ofMinutes(12)));
        model.leave();
        model.arrive();
        assertThat(minute()).isEqualTo(12);
    }
}
