package dev.asyncgate.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many schedulers fire and however they end, each run of catch_up_all has one task and none has two. */
@Timeout(120)
class ARunFiresOnceTest {

    private static final int SCHEDULES = 6;
    private static final String EVERY_SECOND =
            "{\"interval_seconds\":1,\"misfire\":\"catch_up_all\",\"template\":{\"type\":\"report.render\"}}";

    private final Random chance = new Random();

    @Test
    void whenSchedulersRace() throws Exception {
        try (TestGate gate = TestGate.open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            var schedules = new TestSchedules(gate);
            for (int i = 0; i < SCHEDULES; i++) {
                schedules.create(EVERY_SECOND);
            }
            int fired = 0;
            for (int second = 0; second < 20; second++) {
                gate.clock.advance(Duration.ofSeconds(2));
                List<Future<Integer>> passes = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    passes.add(threads.submit((Callable<Integer>) schedules.keeper::fireDue));
                }
                for (Future<Integer> pass : passes) {
                    fired += pass.get();
                }
            }
            assertThat(fired).isEqualTo(SCHEDULES * 40);
            assertThat(schedules.fired()).hasSize(SCHEDULES * 40);
        }
    }

    @RepeatedTest(3)
    void whenOneOfThemIsKilledInTheMiddle() throws Exception {
        UUID tenant = UUID.randomUUID();
        try (Gate gate = FiringProcess.gate(FiringProcess.url())) {
            var schedules = new TestSchedules(gate, tenant);
            List<Schedule> created = new ArrayList<>();
            for (int i = 0; i < SCHEDULES; i++) {
                created.add(schedules.create(EVERY_SECOND));
            }
            TestGate.sql("UPDATE schedules SET next_run_at = next_run_at - interval '3000 s', fires_at = fires_at"
                    + " - interval '3000 s' WHERE tenant_id = '" + tenant + "'");
            Process victim = FiringProcess.start(tenant);
            Process survivor = FiringProcess.start(tenant);
            try {
                awaitReady(victim);
                awaitReady(survivor);
                TimeUnit.MILLISECONDS.sleep(chance.nextInt(500));
                victim.toHandle().destroyForcibly();
                assertThat(victim.waitFor()).as("killed").isNotZero();
                awaitQuiet(survivor);
            } finally {
                victim.destroyForcibly();
                survivor.destroyForcibly();
                survivor.waitFor();
            }
            schedules.keeper.fireDue();
            for (Schedule schedule : created) {
                assertEveryRunHasItsTask(schedule, gate.inspector(tenant).getSchedule(schedule.scheduleId()));
            }
            assertThat(gate.inspector(tenant).verifyLedger(_ -> true).faults()).isEmpty();
        }
    }

    private static void awaitReady(Process process) throws Exception {
        assertThat(reader(process).readLine()).isEqualTo("ready");
    }

    /** Passes that find no backlog any more are short. */
    private static void awaitQuiet(Process process) throws Exception {
        BufferedReader output = reader(process);
        int fired = Integer.MAX_VALUE;
        while (fired > 2 * SCHEDULES) {
            fired = Integer.parseInt(output.readLine().substring("fired ".length()));
        }
    }

    private static BufferedReader reader(Process process) {
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static void assertEveryRunHasItsTask(Schedule before, Schedule after) throws Exception {
        Instant first = Objects.requireNonNull(before.nextRunAt()).minusSeconds(3000);
        long runs = Duration.between(first, after.lastRunAt()).toSeconds() + 1;
        assertThat(runs).isGreaterThan(3000);
        assertThat(TestGate.value("SELECT count(*) || ' ' || min(idempotency_key) || ' ' || max(idempotency_key)"
                        + " FROM submitted_tasks WHERE idempotency_key LIKE 'schedule:" + before.scheduleId() + ":%'"))
                .isEqualTo(runs + " schedule:" + before.scheduleId() + ":" + first + " schedule:" + before.scheduleId()
                        + ":" + after.lastRunAt());
    }
}
