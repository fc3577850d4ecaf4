package dev.asyncgate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.doctor.Check;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.workers.demo.Demo;
import dev.asyncgate.workers.demo.Scenario;
import dev.asyncgate.workers.demo.Speed;
import dev.asyncgate.workers.demo.WorkerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The place offers scenarios, shows what plays on the real engine, and leaves nothing running behind it. */
class DemoViewModelTest {

    private final Gate gate = RealGate.open();
    private final List<UUID> shown = new ArrayList<>();
    private final DemoViewModel viewModel = new DemoViewModel(Background.direct(), gate, shown::add, null);

    @AfterEach
    void close() {
        viewModel.close();
        gate.close();
    }

    @Test
    void nothingPlaysUntilSomebodyAsks() {
        viewModel.arrive();
        assertThat(viewModel.scenariosProperty().get()).isEmpty();
        assertThat(viewModel.readingProperty().get()).isNull();
        assertThat(shown).isEmpty();
    }

    @Test
    void playingShowsTheDemosTenantAndLooksAtOnce() {
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);

        assertThat(shown).containsExactly(Demo.TENANT);
        assertThat(viewModel.scenariosProperty().get()).containsExactly(Scenario.STEADY);
        DemoReading reading = reading();
        assertThat(reading.workers()).hasSize(Scenario.STEADY.workers());
        assertThat(reading.strip().lanes()).extracting(LiveStrip.Lane::worker).contains("gpu-1", "mail-1");
        assertThat(reading.checks()).hasSize(4).allMatch(Check::holds);
    }

    @Test
    void anotherScenarioTakesTheStageFromTheFirst() {
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);
        viewModel.play(Scenario.CRASHING);

        assertThat(viewModel.scenariosProperty().get()).containsExactly(Scenario.CRASHING);
        assertThat(threads()).noneMatch(name -> name.contains("gpu-1")).anyMatch(name -> name.contains("crash-1"));
    }

    @Test
    void stoppingKeepsWhatWasFoundAndEndsEveryThread() {
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);
        viewModel.stop();

        assertThat(viewModel.scenariosProperty().get()).isEmpty();
        assertThat(viewModel.busyProperty().get()).isFalse();
        assertThat(reading().workers()).allMatch(worker -> worker.state() == WorkerView.State.STOPPED);
        assertThat(threads()).isEmpty();
    }

    @Test
    void aKillIsMarkedInItsWorkersLane() {
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);
        viewModel.kill("etl-1");

        assertThat(viewModel.faults()).singleElement().extracting(Fault::worker).isEqualTo("etl-1");
        assertThat(reading().strip().lanes())
                .filteredOn(lane -> !lane.faults().isEmpty())
                .extracting(LiveStrip.Lane::worker)
                .containsExactly("etl-1");
        viewModel.startAgain("etl-1");
        assertThat(reading().workers())
                .filteredOn(worker -> worker.id().equals("etl-1"))
                .allMatch(WorkerView::isAlive);
    }

    @Test
    void aPausedWorkerIsMarkedTooAndGoesOnWhenItIsResumed() throws InterruptedException {
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);
        viewModel.freeze("etl-2");

        assertThat(reading().workers())
                .filteredOn(worker -> worker.state() == WorkerView.State.FROZEN)
                .extracting(WorkerView::id)
                .containsExactly("etl-2");
        assertThat(reading().strip().lanes())
                .filteredOn(lane -> !lane.faults().isEmpty())
                .extracting(LiveStrip.Lane::worker)
                .containsExactly("etl-2");
        viewModel.thaw("etl-2");
        assertThat(viewModel.faults()).extracting(Fault::kind).containsExactly(Fault.Kind.THAWED, Fault.Kind.FROZEN);
    }

    @Test
    void everyScenarioCanBePlayedAndHasSomethingToLookAt() {
        viewModel.arrive();
        for (Scenario scenario : Scenario.values()) {
            viewModel.play(scenario);
            assertThat(viewModel.failureProperty().get()).isNull();
            assertThat(viewModel.scenariosProperty().get()).containsExactly(scenario);
            assertThat(reading().workers()).hasSize(scenario.workers());
            assertThat(LookLine.of(Set.of(scenario)))
                    .hasSize(4)
                    .allSatisfy(line -> assertThat(line.count(reading())).isNotNegative());
        }
    }

    @Test
    void speedAndPauseReachWhatPlays() {
        viewModel.setSpeed(Speed.FASTEST);
        viewModel.play(Scenario.STEADY);
        assertThat(viewModel.speedProperty().get()).isEqualTo(Speed.FASTEST);
        viewModel.togglePause();
        assertThat(viewModel.pausedProperty().get()).isTrue();
        viewModel.togglePause();
        assertThat(viewModel.pausedProperty().get()).isFalse();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsToldAndNothingPlays() {
        gate.close();
        viewModel.arrive();
        viewModel.play(Scenario.STEADY);

        assertThat(viewModel.scenariosProperty().get()).isEmpty();
        assertThat(viewModel.busyProperty().get()).isFalse();
        assertThat(viewModel.failureProperty().get())
                .isInstanceOfSatisfying(
                        GateException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }

    private DemoReading reading() {
        return Objects.requireNonNull(viewModel.readingProperty().get());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("asyncgate-worker-") || name.equals("asyncgate-demo"))
                .toList();
    }
}
