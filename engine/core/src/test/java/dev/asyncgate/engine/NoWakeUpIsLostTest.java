package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes ready while workers ask, rest, come and go is claimed well before a slow poll would have found it. */
class NoWakeUpIsLostTest {

    private static final UUID TENANT = new UUID(0, 1);
    private static final ReadyTasks ONE_UNIT = ReadyTasks.of(new ReadyTasks.Queue("unit", Set.of()), 1);
    private static final int TASKS = 600;

    private final TestGate gate = TestGate.open();
    private final Map<UUID, Long> createdAt = new ConcurrentHashMap<>();
    private final Map<UUID, Long> claimedAt = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whatBecomesReadyBetweenAskingAndRestingIsAskedForAgain() {
        try (var lines = new WaitingLines()) {
            WaitingWorker worker = lines.join(TENANT, WaitingCall.taking("unit"));
            assertThat(lines.awaitTurn(worker, new Wait(Duration.ZERO), soon())).isTrue();
            assertThat(lines.call(TENANT, ONE_UNIT)).isEqualTo(ONE_UNIT);
            lines.asked(worker, List.of());
            assertThat(worker.isResting()).isFalse();
            lines.asked(worker, List.of());
            assertThat(worker.isResting()).isTrue();
        }
    }

    @Test
    void whatAWorkerWasCalledForAndDidNotSeeToIsHandedOn() {
        try (var lines = new WaitingLines()) {
            WaitingWorker worker = lines.join(TENANT, ClaimTasks.Request.any());
            lines.asked(worker, List.of());
            assertThat(lines.call(TENANT, ONE_UNIT)).isEqualTo(ReadyTasks.NONE);
            assertThat(lines.leave(worker))
                    .isEqualTo(ONE_UNIT.counts().keySet().stream().findFirst());
        }
    }

    /** Somebody called for a later task may have taken its own, and the later one came after its claim began. */
    @Test
    void whoWasCalledInVainHasTheDatabaseLookedAtAtOnce() {
        try (var lines = new WaitingLines()) {
            WaitingWorker worker = lines.join(TENANT, ClaimTasks.Request.any());
            lines.asked(worker, List.of());
            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), lines::awaitLook))
                    .containsExactly(TENANT);
            lines.call(TENANT, ONE_UNIT);
            lines.asked(worker, List.of());
            assertThat(assertTimeoutPreemptively(Duration.ofSeconds(2), lines::awaitLook))
                    .containsExactly(TENANT);
        }
    }

    @Test
    void underLoadEveryTaskIsClaimedAtOnce() throws Exception {
        try (TestGate elsewhere = TestGate.open()) {
            startWorkers(gate.gate);
            startWorkers(elsewhere.gate);
            Thread creator =
                    Thread.ofVirtual().start(() -> create(elsewhere.gate.tasker(gate.tenant, TestGate.PLANNER)));
            create(gate.tasker);
            creator.join();
            long deadline = soon();
            while (claimedAt.size() < 2 * TASKS && System.nanoTime() < deadline) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        assertThat(claimedAt).hasSize(2 * TASKS);
        createdAt.forEach((task, at) -> assertThat(Duration.ofNanos(claimedAt.getOrDefault(task, 0L) - at))
                .as("from creation to claim")
                .isLessThan(Duration.ofSeconds(2)));
    }

    /** Some rest for long and take what is rare alone; others come and go. */
    private void startWorkers(Gate one) {
        for (int i = 0; i < 6; i++) {
            boolean patient = i < 2;
            Worker worker = one.worker(gate.tenant, "w" + i);
            ClaimTasks.Request request = patient ? WaitingCall.taking("rare") : WaitingCall.taking("rare", "unit");
            Thread.ofVirtual().start(() -> work(worker, request, Duration.ofMillis(patient ? 30_000 : 20)));
        }
    }

    private void work(Worker worker, ClaimTasks.Request request, Duration wait) {
        while (claimedAt.size() < 2 * TASKS) {
            for (ClaimedTask task : worker.leaseNext(request, wait)) {
                claimedAt.put(task.taskId(), System.nanoTime());
            }
        }
    }

    private void create(Tasker tasker) {
        for (int i = 0; i < TASKS; i++) {
            UUID task = tasker.createTask(NewTask.of(i % 10 == 0 ? "rare" : "unit", Json.emptyObject()))
                    .taskId();
            createdAt.put(task, System.nanoTime());
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
        }
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }
}
