package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsAreFoundByTheirKeysTest {

    private static final String MINUTELY =
            "{\"interval_seconds\":60,\"misfire\":\"catch_up_all\",\"template\":{\"type\":\"report.render\"}}";

    private final TestGate gate = TestGate.open();
    private final TestSchedules schedules = new TestSchedules(gate);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theLastOfEachTheLastFiredFirst() {
        Schedule first = schedules.create(MINUTELY);
        Schedule second = schedules.create(MINUTELY);
        gate.clock.advance(Duration.ofMinutes(3));
        assertThat(schedules.keeper.fireDue()).isEqualTo(6);
        Instant due = first.nextRuns(3).getLast();

        List<ScheduleRun> runs = gate.inspector.scheduleRuns(List.of(first.scheduleId(), second.scheduleId()), 2);
        assertThat(runs)
                .hasSize(4)
                .extracting(ScheduleRun::scheduleId)
                .contains(first.scheduleId(), second.scheduleId());
        assertThat(runs.getFirst().runAt()).isEqualTo(due);
        assertThat(runs.getFirst().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(runs.getFirst().afterDue()).isLessThan(Duration.ofSeconds(61));
        assertThat(gate.inspector.scheduleRuns(List.of(UUID.randomUUID()), 2)).isEmpty();
    }

    @Test
    void saysWhatBecameOfItsTask() {
        Schedule schedule = schedules.create(MINUTELY);
        gate.clock.advance(Duration.ofMinutes(1));
        schedules.keeper.fireDue();
        Worker worker = gate.worker("gpu-7");
        var claimed = gate.claim(worker);
        worker.complete(claimed.taskId(), claimed.leaseId(), TestGate.located());
        assertThat(gate.inspector.scheduleRuns(List.of(schedule.scheduleId()), 5))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.taskId()).isEqualTo(claimed.taskId());
                    assertThat(run.status()).isEqualTo(TaskStatus.SUCCEEDED);
                    assertThat(run.completedAt()).isNotNull();
                });
    }

    @Test
    void aScheduleForetellsItsRunsAndWhenItCountsAsStale() {
        Schedule schedule = schedules.create(MINUTELY);
        Instant first = schedule.nextRuns(1).getFirst();
        assertThat(schedule.nextRuns(3)).containsExactly(first, first.plusSeconds(60), first.plusSeconds(120));
        assertThat(schedule.staleAt()).isEqualTo(first.plusSeconds(120));
        NewSchedule wanted = TestSchedules.parse(
                "{\"cron\":\"30 2 * * MON\",\"time_zone\":\"Europe/Berlin\",\"template\":{\"type\":\"x\"}}");
        assertThat(wanted.firstRuns(Instant.parse("2026-11-23T12:00:00Z"), 2))
                .containsExactly(Instant.parse("2026-11-30T01:30:00Z"), Instant.parse("2026-12-07T01:30:00Z"));
    }
}
