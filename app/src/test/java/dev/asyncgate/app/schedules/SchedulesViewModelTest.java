package dev.asyncgate.app.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.rows.RowsViewModel.Shown;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.schedule.Misfire;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.schedule.TestSchedules;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules are listed with their runs; who fires them is told by what was fired. */
class SchedulesViewModelTest {

    private static final String MINUTELY = "{\"interval_seconds\":60,\"template\":{\"type\":\"report.render\"}}";

    private final TestGate gate = TestGate.open();
    private final TestSchedules schedules = new TestSchedules(gate);
    private final LocalSchedulers here = new LocalSchedulers(gate.gate);
    private final Clock clock = clock();
    private final SchedulesViewModel viewModel = new SchedulesViewModel(
            Background.direct(), new ScheduleReads(gate.inspector, clock), here, gate.tenant, clock);

    @AfterEach
    void close() {
        viewModel.leave();
        here.close();
        gate.close();
    }

    @Test
    void aScheduleStandsWithItsRuns() {
        Schedule schedule = schedules.create(MINUTELY);
        gate.clock.advance(Duration.ofMinutes(1));
        schedules.keeper.fireDue();
        viewModel.arrive();
        assertThat(viewModel.rows().rows()).singleElement().satisfies(item -> {
            assertThat(item.row().type()).isEqualTo("report.render");
            assertThat(item.row().rhythm()).isEqualTo("every 1 min");
            assertThat(item.row().runs()).hasSize(1);
        });
        assertThat(standing().firings()).singleElement().satisfies(run -> {
            assertThat(run.scheduleId()).isEqualTo(schedule.scheduleId());
            assertThat(run.status()).isEqualTo(TaskStatus.QUEUED);
        });
        assertThat(standing().overdue()).isNull();
    }

    @Test
    void askedAgainTheListGoesOnWithoutARefusal() {
        schedules.create(MINUTELY);
        viewModel.arrive();
        viewModel.rows().readAgain();
        Schedule later = schedules.create(MINUTELY);
        viewModel.rows().readAgain();
        assertThat(viewModel.rows().failureProperty().get()).isNull();
        assertThat(viewModel.rows().rows())
                .hasSize(2)
                .anyMatch(item -> item.row().schedule().scheduleId().equals(later.scheduleId()));
    }

    @Test
    void whatNobodyFiresIsOverdueAndThenStale() {
        schedules.create(MINUTELY);
        gate.clock.advance(Duration.ofSeconds(90));
        viewModel.arrive();
        assertThat(standing().overdue()).isNotNull();
        assertThat(standing().stale()).isZero();
        gate.clock.advance(Duration.ofMinutes(2));
        viewModel.readAgain();
        assertThat(standing().stale()).isEqualTo(1);
        viewModel.rows().show(ScheduleQuery.STALE);
        assertThat(viewModel.rows().rows()).hasSize(1);
        viewModel.rows().show(ScheduleQuery.PAUSED);
        assertThat(viewModel.rows().shownProperty().get()).isEqualTo(Shown.FILTERED);
    }

    @Test
    void aSchedulerHereFiresAndCanBeStopped() throws InterruptedException {
        Schedule schedule = schedules.create(MINUTELY);
        gate.clock.advance(Duration.ofSeconds(61));
        viewModel.arrive();
        viewModel.fireHere(true);
        assertThat(viewModel.firingHereProperty().get()).isTrue();
        Eventually.is(
                "the run is fired",
                Duration.ofSeconds(20),
                () -> !gate.inspector
                        .scheduleRuns(List.of(schedule.scheduleId()), 1)
                        .isEmpty());
        viewModel.fireHere(false);
        assertThat(here.isRunning(gate.tenant)).isFalse();
    }

    @Test
    void theFormTellsTheFirstRunsOrWhatIsWrong() {
        List<CreatedTask> created = new ArrayList<>();
        var form = new ScheduleForm(Background.direct(), gate.tasker, clock, created::add);
        assertThat(form.checkedProperty().get().problem()).as("no type yet").hasMessageContaining("type");
        form.typeProperty().set("report.render");
        assertThat(form.checkedProperty().get().runs()).hasSize(ScheduleForm.PREVIEWED);
        form.cronProperty().set("30 2 * * MON");
        form.zoneProperty().set("Europe/Berlin");
        assertThat(form.checkedProperty().get().runs()).first().isEqualTo(Instant.parse("2026-11-30T01:30:00Z"));
        form.zoneProperty().set("Berlin");
        assertThat(form.checkedProperty().get().problem()).hasMessageContaining("IANA");
        form.submit();
        assertThat(created).as("what is wrong is not submitted").isEmpty();

        form.byCronProperty().set(false);
        form.secondsProperty().set("often");
        assertThat(form.checkedProperty().get().problem()).hasMessageContaining("interval_seconds");
        form.secondsProperty().set("3600");
        form.misfireProperty().set(Misfire.SKIP);
        form.submit();
        assertThat(created).hasSize(1);
        assertThat(gate.inspector.getTask(created.getFirst().taskId()).type()).isEqualTo("schedule.create");
    }

    private Standing standing() {
        return Objects.requireNonNull(viewModel.standingProperty().get());
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
