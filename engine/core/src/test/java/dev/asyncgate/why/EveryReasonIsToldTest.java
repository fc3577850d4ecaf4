package dev.asyncgate.why;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever keeps a task from running is found, with the rows that show it, and nothing else is. */
class EveryReasonIsToldTest {

    private final TestGate gate = TestGate.open();
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "rosa"));

    @BeforeEach
    void somebodySweeps() throws SQLException {
        TestGate.sql("INSERT INTO sweepers VALUES ('" + gate.tenant + "', '" + gate.clock.instant() + "')");
    }

    @AfterEach
    void close() throws SQLException {
        TestGate.sql("DELETE FROM sweepers WHERE instance_id = '" + gate.tenant + "'");
        gate.close();
    }

    @Test
    void aTaskThatAFreeWorkerCouldTakeHasNoObstacle() {
        seen("gpu-7", List.of("gpu"));
        UUID task = create("report.render", List.of("gpu"), 0);

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).isEmpty();
        assertThat(standing.eligibleSince()).contains(standing.createdAt());
        assertThat(standing.qualified())
                .extracting(Standing.SeenWorker::workerId)
                .containsExactly("gpu-7");
        assertThat(standing.claims()).isEqualTo(1);
        assertThat(standing.estimate()).contains(Duration.ofMinutes(30));
    }

    @Test
    void itIsNotEligibleYet() {
        seen("w", List.of());
        UUID task = gate.tasker
                .createTask(NewTask.builder("unit", Json.emptyObject())
                        .delay(Duration.ofMinutes(10))
                        .build())
                .taskId();

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.NOT_YET);
        assertThat(standing.eligibleAt()).isEqualTo(gate.clock.instant().plus(Duration.ofMinutes(10)));
        gate.clock.advance(Duration.ofMinutes(10));
        assertThat(gate.inspector.why(task).obstacles()).doesNotContain(Obstacle.NOT_YET);
    }

    @Test
    void itsTypeIsPausedByWhomSinceWhenAndWhy() {
        seen("w", List.of());
        UUID task = create("unit", List.of(), 0);
        operator.pauseType("unit", "broken upstream");
        operator.pauseType("other", null);

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.TYPE_PAUSED);
        assertThat(standing.paused())
                .isEqualTo(new Standing.Paused("human:rosa", gate.clock.instant(), "broken upstream"));
        assertThat(standing.pausedTypes()).containsExactly("other", "unit");
    }

    @Test
    void itIsHeldByWhomSinceWhenAndWhy() {
        seen("w", List.of());
        UUID task = create("unit", List.of(), 0);
        operator.holdTask(task, "look first");

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.HELD);
        assertThat(standing.held()).isEqualTo(new Standing.Held("human:rosa", gate.clock.instant(), "look first"));
    }

    @Test
    void nobodyHasBeenSeen() {
        UUID task = create("unit", List.of(), 0);
        assertThat(gate.inspector.why(task).obstacles()).containsExactly(Obstacle.NO_WORKER_SEEN);
    }

    @Test
    void whoWasSeenLongAgoIsNotCountedOn() {
        seen("w", List.of());
        gate.clock.advance(Duration.ofHours(25));
        UUID task = create("unit", List.of(), 0);
        assertThat(gate.inspector.why(task).obstacles()).contains(Obstacle.NO_WORKER_SEEN);
    }

    @Test
    void nobodySeenHasTheCapabilitiesAndTheNearestLackTheLeast() {
        seen("etl-1", List.of("parquet"));
        seen("web-1", List.of("html"));
        UUID task = create("dataset.merge", List.of("mem32", "parquet"), 0);

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.NO_WORKER_QUALIFIES);
        assertThat(standing.nearest()).extracting(Standing.SeenWorker::workerId).containsExactly("etl-1", "web-1");
        assertThat(standing.nearest().getFirst().lacks(standing.capabilities())).containsExactly("mem32");
    }

    @Test
    void everyoneWhoCouldTakeItIsBusy() {
        UUID other = create("unit", List.of(), 0);
        gate.claim(gate.worker("w"));
        UUID task = create("unit", List.of(), 0);

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.WORKERS_BUSY);
        assertThat(standing.qualified().getFirst().busyWith()).isEqualTo(other);
        assertThat(standing.qualified().getFirst().types()).containsExactly("unit");
    }

    @Test
    void itWaitsBehindThoseOfHigherPriorityAndOlderOnesThatSuchAWorkerSees() {
        seen("w", List.of("gpu"));
        create("a", List.of(), 5);
        create("b", List.of("gpu"), 5);
        create("c", List.of(), 0);
        create("needs more", List.of("gpu", "mem"), 9);
        UUID held = create("a", List.of(), 9);
        operator.holdTask(held, null);
        operator.pauseType("paused", null);
        create("paused", List.of(), 9);
        UUID task = create("d", List.of("gpu"), 0);
        create("younger", List.of(), 0);
        create("lower", List.of(), -1);

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.BEHIND_OTHERS);
        assertThat(standing.ahead()).containsExactly(new Standing.Ahead(5, 2), new Standing.Ahead(0, 1));
        assertThat(standing.estimate()).contains(Duration.ofHours(2));
        assertThat(gate.inspector.outlook(List.of("gpu"), 0).tasksAhead()).isEqualTo(5);
    }

    @Test
    void itsLeasesKeepRunningOut() {
        UUID task = create("unit", List.of(), 0);
        for (int i = 0; i < 3; i++) {
            gate.claim(gate.worker("w"));
            gate.clock.advance(Duration.ofMinutes(3));
            gate.gate.expireLeases(gate.tenant);
            gate.clock.advance(Duration.ofSeconds(10));
        }
        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).contains(Obstacle.LOSES_ITS_WORKERS);
        assertThat(standing.expiries()).isEqualTo(3);
        assertThat(standing.back())
                .satisfies(back -> assertThat(back.receiptType()).isEqualTo("lease.expired"));
    }

    @Test
    void nobodySweeps() throws SQLException {
        seen("w", List.of());
        UUID task = create("unit", List.of(), 0);
        Instant longAgo = gate.clock.instant().minusSeconds(60);
        TestGate.sql("UPDATE sweepers SET swept_at = '" + longAgo + "'");

        Standing standing = gate.inspector.why(task);

        assertThat(standing.obstacles()).containsExactly(Obstacle.NOBODY_SWEEPS);
        assertThat(standing.lastSweep()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aTaskThatIsHeldByAWorkerOrHasEndedIsToldSo() {
        UUID task = create("unit", List.of(), 0);
        var claimed = gate.claim(gate.worker("w"));
        assertThat(gate.inspector.why(task)).satisfies(standing -> {
            assertThat(standing.status()).isEqualTo(TaskStatus.LEASED);
            assertThat(standing.obstacles()).isEmpty();
            assertThat(standing.lease())
                    .satisfies(lease -> assertThat(lease.workerId()).isEqualTo("w"));
        });
        gate.worker("w").complete(task, claimed.leaseId(), TestGate.located());
        assertThat(gate.inspector.why(task).endedAt()).isNotNull();
        assertThatThrownBy(() -> gate.inspector.why(UUID.randomUUID())).isInstanceOf(GateException.class);
    }

    private UUID create(String type, List<String> capabilities, int priority) {
        return gate.tasker
                .createTask(NewTask.builder(type, Json.emptyObject())
                        .requirements(capabilities, List.of())
                        .priority(priority)
                        .build())
                .taskId();
    }

    /** A worker that has done something and is free. */
    private void seen(String id, List<String> capabilities) {
        UUID task = create("seen", capabilities, 99);
        Worker worker = gate.worker(id);
        var claimed = worker.leaseNext(new ClaimTasks.Request(capabilities, List.of("seen"), 1, null))
                .getFirst();
        assertThat(claimed.taskId()).isEqualTo(task);
        worker.complete(task, claimed.leaseId(), TestGate.located());
    }
}
