package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each run creates one task in the name of the owner; of runs that were missed as many as the policy says. */
class MissedRunsFollowThePolicyTest {

    private final TestGate gate = TestGate.open();
    private final TestSchedules schedules = new TestSchedules(gate);
    private final Instant start = gate.clock.instant();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aRunCreatesTheTemplatesTaskForTheOwner() {
        Schedule schedule = schedules.create("""
                {"interval_seconds": 60, "template": {
                    "type": "report.render", "payload": {"month": 11.50}, "principal_ai": "atlas", "priority": 7,
                    "requirements": {"capabilities": ["gpu"], "tags": ["monthly"]}, "max_attempts": 5,
                    "retry_backoff_seconds": 90, "expected_artifact_mime": "application/pdf"}}
                """);
        gate.clock.advance(Duration.ofSeconds(61));
        assertThat(schedules.keeper.fireDue()).isEqualTo(1);
        assertThat(schedules.keeper.fireDue()).isZero();

        Task task = schedules.fired().getFirst();
        Instant run = start.plusSeconds(60);
        assertThat(task.createdBy()).isEqualTo(TestGate.PLANNER);
        assertThat(task.idempotencyKey()).isEqualTo("schedule:" + schedule.scheduleId() + ":2026-11-23T12:01:00Z");
        assertThat(task.payload().text()).isEqualTo("{\"month\":11.50}");
        assertThat(List.of(task.principalAi(), task.priority(), task.maxAttempts(), task.retryBackoff()))
                .containsExactly("atlas", 7, 5, Duration.ofSeconds(90));
        assertThat(task.requirements().capabilities()).containsExactly("gpu");
        assertThat(gate.receipts(task.taskId()).getFirst())
                .extracting(Receipt::parents)
                .isEqualTo(List.of(schedule.createdReceiptId()));
        Schedule after = gate.inspector.getSchedule(schedule.scheduleId());
        assertThat(after.lastRunAt()).isEqualTo(run);
        assertThat(after.lastTaskId()).isEqualTo(task.taskId());
        assertThat(after.nextRunAt()).isEqualTo(run.plusSeconds(60));
        assertThat(gate.inspector.verifyLedger(_ -> true).faults()).isEmpty();
    }

    @Test
    void skipMakesUpForNoneAndForgivesAMinute() {
        Schedule schedule = missedFiveHours("skip");
        assertThat(runs(schedule)).isEmpty();
        assertThat(next(schedule)).isEqualTo(start.plus(Duration.ofHours(6)));

        gate.clock.advance(Duration.ofMinutes(30).plusSeconds(59));
        schedules.keeper.fireDue();
        assertThat(runs(schedule))
                .containsExactly(start.plus(Duration.ofHours(6)).toString());
    }

    @Test
    void catchUpOneMakesUpForTheLatest() {
        Schedule schedule = missedFiveHours("catch_up_one");
        assertThat(runs(schedule))
                .containsExactly(start.plus(Duration.ofHours(5)).toString());
        assertThat(next(schedule)).isEqualTo(start.plus(Duration.ofHours(6)));
    }

    @Test
    void catchUpAllMakesUpForEveryOneInOrder() {
        Schedule schedule = missedFiveHours("catch_up_all");
        assertThat(runs(schedule))
                .containsExactly(
                        "2026-11-23T13:00:00Z",
                        "2026-11-23T14:00:00Z",
                        "2026-11-23T15:00:00Z",
                        "2026-11-23T16:00:00Z",
                        "2026-11-23T17:00:00Z");
    }

    @Test
    void manyMissedRunsAreMadeUpForInBoundedPassesAndNoneIsLost() {
        schedules.create("""
                {"interval_seconds": 1, "misfire": "catch_up_all", "template": {"type": "report.render"}}
                """);
        gate.clock.advance(Duration.ofSeconds(2_345));

        assertThat(schedules.keeper.fireDue()).isEqualTo(1000);
        assertThat(schedules.keeper.fireDue()).isEqualTo(1000);
        assertThat(schedules.keeper.fireDue()).isEqualTo(345);
        assertThat(schedules.keeper.fireDue()).isZero();
    }

    @Test
    void anOutageOfAYearIsLeftBehindInOnePass() {
        Schedule schedule = schedules.create("""
                {"cron": "* * * * *", "time_zone": "Europe/Berlin", "template": {"type": "report.render"}}
                """);
        gate.clock.advance(Duration.ofDays(365));
        assertThat(schedules.keeper.fireDue()).isEqualTo(1);
        assertThat(next(schedule)).isEqualTo(gate.clock.instant().plusSeconds(60));
    }

    @Test
    void jitterDelaysARunByItsOwnAmountAndLeavesItsNameAlone() {
        Schedule schedule = schedules.create("""
                {"interval_seconds": 600, "jitter_seconds": 600, "misfire": "catch_up_all",
                 "template": {"type": "report.render"}}
                """);
        Duration until = schedules.keeper.untilNext().orElseThrow();
        assertThat(until).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
        Instant fires = Upcoming.firesAt(schedule.scheduleId(), schedule.jitter(), start.plusSeconds(600));
        assertThat(gate.clock.instant().plus(until)).isEqualTo(fires);

        gate.clock.advance(until.minusMillis(1));
        assertThat(schedules.keeper.fireDue()).isZero();
        gate.clock.advance(Duration.ofMillis(1));
        assertThat(schedules.keeper.fireDue()).isEqualTo(1);
        assertThat(runs(schedule)).containsExactly("2026-11-23T12:10:00Z");
        gate.clock.advance(Duration.ofHours(3));
        schedules.keeper.fireDue();
        assertThat(runs(schedule)).hasSizeBetween(17, 19).doesNotHaveDuplicates();
    }

    @Test
    void aScheduleThatCannotBeFiredKeepsNoOtherFromFiring() throws Exception {
        Schedule broken = schedules.create("{\"interval_seconds\":60,\"template\":{\"type\":\"report.render\"}}");
        Schedule sound = schedules.create("{\"interval_seconds\":60,\"template\":{\"type\":\"report.render\"}}");
        TestGate.sql(
                "UPDATE schedules SET template = '{\"type\":5}' WHERE schedule_id = '" + broken.scheduleId() + "'");
        gate.clock.advance(Duration.ofSeconds(60));

        assertThat(catchThrowable(schedules.keeper::fireDue)).hasMessageContaining("template.type");
        assertThat(runs(sound)).hasSize(1);
    }

    private Schedule missedFiveHours(String misfire) {
        Schedule schedule = schedules.create(
                "{\"interval_seconds\":3600,\"misfire\":\"%s\",\"template\":{\"type\":\"report.render\"}}"
                        .formatted(misfire));
        gate.clock.advance(Duration.ofMinutes(330));
        schedules.keeper.fireDue();
        return schedule;
    }

    private Instant next(Schedule schedule) {
        return Objects.requireNonNull(
                gate.inspector.getSchedule(schedule.scheduleId()).nextRunAt());
    }

    /** The instants that the keys of the tasks name. */
    private List<String> runs(Schedule schedule) {
        String key = "schedule:" + schedule.scheduleId() + ":";
        return schedules.fired().stream()
                .map(task -> String.valueOf(task.idempotencyKey()))
                .filter(name -> name.startsWith(key))
                .map(name -> name.substring(key.length()))
                .toList();
    }
}
