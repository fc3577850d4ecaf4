package dev.asyncgate.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.overview.Overview.ExpiringLease;
import dev.asyncgate.overview.Overview.Range;
import dev.asyncgate.overview.Overview.Slot;
import dev.asyncgate.overview.Overview.TypeLine;
import dev.asyncgate.overview.Overview.WorkerLine;
import dev.asyncgate.task.CountOutcomes;
import dev.asyncgate.task.SampleTasks;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the overview draws agrees with what happened, however far the sweep has counted. */
class TheOverviewCountsEachTaskOnceTest {

    private final TestGate gate = TestGate.open();
    private final Database database = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock);

    @AfterEach
    void close() {
        database.close();
        gate.close();
    }

    private void succeed(String type, Duration took) {
        gate.create(type);
        ClaimedTask task = gate.claim(gate.worker("w"));
        gate.clock.advance(took);
        gate.worker("w").complete(task.taskId(), task.leaseId(), TestGate.located());
    }

    private void count() {
        while (new CountOutcomes(database).run(gate.tenant)) {
            assertThat(gate.tenant).isNotNull();
        }
    }

    private Overview read(Range range) {
        return gate.inspector.overview(range);
    }

    @Test
    void whatEndedIsInTheSlotInWhichItEnded() {
        succeed("render", Duration.ofSeconds(30));
        gate.clock.advance(Duration.ofMinutes(10));
        succeed("render", Duration.ofSeconds(30));
        Overview overview = read(Range.HOUR);
        assertThat(overview.slots()).hasSize(60);
        assertThat(overview.slots().get(59).ended(TaskStatus.SUCCEEDED)).isOne();
        assertThat(overview.slots().get(48).ended(TaskStatus.SUCCEEDED)).isOne();
        assertThat(overview.ended(TaskStatus.SUCCEEDED)).isEqualTo(2);
    }

    @Test
    void itSaysTheSameWhetherTheSweepHasCountedOrNot() {
        succeed("render", Duration.ofSeconds(30));
        Overview before = read(Range.DAY);
        count();
        succeed("mail", Duration.ofSeconds(30));
        Overview after = read(Range.DAY);
        assertThat(before.ended(TaskStatus.SUCCEEDED)).isOne();
        assertThat(after.ended(TaskStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(after.types()).extracting(TypeLine::type).containsExactly("mail", "render");
        assertThat(after.measures().count(TaskStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(read(Range.WEEK).ended(TaskStatus.SUCCEEDED)).isEqualTo(2);
    }

    @Test
    void whatEndedBeforeTheRangeIsNotInIt() {
        succeed("render", Duration.ofSeconds(30));
        count();
        gate.clock.advance(Duration.ofMinutes(20));
        assertThat(read(Range.QUARTER_HOUR).ended(TaskStatus.SUCCEEDED)).isZero();
        assertThat(read(Range.HOUR).ended(TaskStatus.SUCCEEDED)).isOne();
        gate.clock.advance(Duration.ofDays(9));
        succeed("render", Duration.ofSeconds(1));
        count();
        assertThat(read(Range.WEEK).ended(TaskStatus.SUCCEEDED)).isOne();
    }

    /** All have one position: what counts page by page must get over it. */
    @Test
    void aTransactionOfMoreReceiptsThanAPageIsCountedAndPassed() throws SQLException {
        succeed("render", Duration.ofSeconds(30));
        TestGate.sql("""
                INSERT INTO receipts (tenant_id, receipt_id, created_at, task_id, type, from_kind, from_id, to_kind, to_id,
                    asyncgate_instance, hash, parents, body)
                SELECT '%s'::uuid, new_id(), gate_now(), new_id(), 'task.assigned', 'service', 'svc:asyncgate', 'human', 'h',
                       'test', sha256(n::text::bytea), '{}', '{}'
                FROM generate_series(1, 20001) AS n""".formatted(gate.tenant));
        succeed("render", Duration.ofSeconds(30));
        int pages = 0;
        while (new CountOutcomes(database).run(gate.tenant)) {
            assertThat(pages++).isLessThan(3);
        }
        assertThat(read(Range.HOUR).ended(TaskStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(TestGate.value("SELECT total FROM outcome_totals WHERE tenant_id = '" + gate.tenant + "'"))
                .isEqualTo("2");
    }

    @Test
    void percentilesAreKnownToAFifth() {
        for (int i = 0; i < 9; i++) {
            succeed("render", Duration.ofSeconds(2));
        }
        succeed("render", Duration.ofSeconds(60));
        count();
        Slot slot = read(Range.WEEK).slots().getLast();
        assertThat(Objects.requireNonNull(slot.took().percentile(0.5)).toMillis())
                .isBetween(1_600L, 2_400L);
        assertThat(Objects.requireNonNull(slot.took().percentile(0.99)).toMillis())
                .isBetween(48_000L, 72_000L);
    }

    @Test
    void openTasksOverTimeAreThoseThatTheSweepSaw() {
        gate.create("render");
        gate.create("render");
        gate.claim(gate.worker("w"));
        var samples = new SampleTasks(database);
        assertThat(samples.tenants()).contains(gate.tenant);
        samples.run(gate.tenant);
        samples.run(gate.tenant);
        assertThat(samples.tenants()).doesNotContain(gate.tenant);
        Overview overview = read(Range.QUARTER_HOUR);
        assertThat(overview.slots().getLast().open())
                .containsEntry(TaskStatus.QUEUED, 1L)
                .containsEntry(TaskStatus.LEASED, 1L);
        assertThat(overview.slots().getFirst().open()).isNull();
    }

    @Test
    void leasesComeInTheOrderInWhichTheyRunOut() {
        gate.create("first");
        gate.claim(gate.worker("w1"));
        gate.clock.advance(Duration.ofSeconds(40));
        gate.create("second");
        gate.claim(gate.worker("w2"));
        Overview overview = read(Range.HOUR);
        assertThat(overview.expiring()).extracting(ExpiringLease::type).containsExactly("first", "second");
        assertThat(overview.notStarted()).isOne();
        assertThat(overview.workersSeen()).isEqualTo(2);
        assertThat(overview.workersRunning()).isZero();
    }

    @Test
    void workersAreThoseWhoHoldLeasesAndThoseWhoseLeasesEndedLately() {
        gate.create("render");
        Worker flaky = gate.worker("flaky");
        ClaimedTask task = gate.claim(flaky);
        flaky.fail(task.taskId(), task.leaseId(), Json.parse("{\"code\":\"NO\"}"), false);
        gate.create("render");
        ClaimedTask running = gate.claim(gate.worker("busy"));
        gate.worker("busy").startTask(running.taskId(), running.leaseId());
        Overview overview = read(Range.HOUR);
        assertThat(overview.workers()).extracting(WorkerLine::workerId).containsExactly("busy", "flaky");
        assertThat(overview.workers().get(1).troubled()).isOne();
        assertThat(overview.workersRunning()).isOne();
        TypeLine most = Objects.requireNonNull(overview.most(TaskStatus.FAILED));
        assertThat(most.type()).isEqualTo("render");
        assertThat(most.running()).isOne();
    }

    @Test
    void namesAreFoundByAPartInAnyCase() {
        gate.create("report.Render");
        gate.create("mail");
        gate.claim(gate.worker("render-1"));
        assertThat(gate.inspector.findNames("RENDER", 5))
                .containsExactly(
                        new FindNames.Name(FindNames.Kind.TYPE, "report.Render"),
                        new FindNames.Name(FindNames.Kind.WORKER, "render-1"));
        assertThat(gate.inspector.findNames("plan", 5))
                .containsExactly(new FindNames.Name(FindNames.Kind.PRINCIPAL, "agent:planner"));
    }

    @Test
    void nothingAtAllIsTheFirstRun() {
        assertThat(read(Range.HOUR).isEmpty()).isTrue();
        gate.create("render");
        assertThat(read(Range.HOUR).isEmpty()).isFalse();
    }
}
