package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker hears of work, keeps its lease while it works, and leaves nothing behind when it stops. */
class WorkerLoopTest {

    private static final Handler DOES_IT = task -> new Outcome.Completed(
            Completion.of(Json.emptyObject(), Json.parse("[\"s3://out/" + task.taskId() + "\"]")));

    private final Gate gate = RealGate.open();
    private final UUID tenant = UUID.randomUUID();
    private final Inspector inspector = gate.inspector(tenant);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void anIdleWorkerHearsOfATaskLongBeforeItsNextPoll() throws InterruptedException {
        try (WorkerLoop loop = start("quick", Duration.ofMinutes(5), DOES_IT)) {
            assertThat(loop.holding()).isEmpty();
            UUID taskId = create("a");
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
        assertThat(inspector.countOpenObligations()).isZero();
    }

    @Test
    void aLongTaskKeepsItsLeaseByRenewals() throws InterruptedException {
        UUID taskId = create("long");
        try (WorkerLoop _ = start("patient", Duration.ofSeconds(1), task -> {
            Thread.sleep(Duration.ofMillis(11_500));
            return DOES_IT.work(task);
        })) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(20));
        }
        LeaseSpan lease = inspector.leasesOfTask(taskId).getFirst();
        assertThat(lease.endReason()).isEqualTo(LeaseEnd.COMPLETED);
        assertThat(lease.renewals()).hasSize(1);
        assertThat(lease.lateAttempts()).isEmpty();
    }

    @Test
    void anExceptionIsAFailureThatIsWorthAnotherAttempt() throws InterruptedException {
        UUID taskId = create("broken");
        try (WorkerLoop _ = start("clumsy", Duration.ofSeconds(1), task -> {
            throw new IllegalArgumentException("no such page");
        })) {
            Eventually.is(
                    "the task was retried",
                    Duration.ofSeconds(5),
                    () -> inspector.getTask(taskId).attempt() == 1);
        }
        assertThat(inspector.leasesOfTask(taskId).getFirst().endReason()).isEqualTo(LeaseEnd.RETRIED);
    }

    @Test
    void closingGivesBackWhatIsHeldAndEndsTheThreads() throws InterruptedException {
        UUID taskId = create("a");
        var begun = new CountDownLatch(1);
        WorkerLoop loop = start("leaver", Duration.ofSeconds(1), task -> {
            begun.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            return DOES_IT.work(task);
        });
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        loop.close();

        assertThat(inspector.getTask(taskId).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(inspector.leasesOfTask(taskId).getFirst().endReason()).isEqualTo(LeaseEnd.RELEASED);
        assertNoThreadOf("leaver");
    }

    @Test
    void aKilledWorkerSaysNothing() throws InterruptedException {
        UUID taskId = create("a");
        var begun = new CountDownLatch(1);
        WorkerLoop loop = start("victim", Duration.ofSeconds(1), task -> {
            begun.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            return DOES_IT.work(task);
        });
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        loop.kill();

        assertNoThreadOf("victim");
        assertThat(inspector.getTask(taskId).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(inspector.leasesOfTask(taskId).getFirst().isLive()).isTrue();
    }

    @Test
    void aPausedWorkerClaimsNothingUntilItGoesOn() throws InterruptedException {
        var worked = new CountDownLatch(2);
        try (WorkerLoop loop = start("resting", Duration.ofMillis(200), task -> {
            worked.countDown();
            return DOES_IT.work(task);
        })) {
            UUID first = create("a");
            awaitStatus(first, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
            loop.pause();
            UUID second = create("a");
            assertThat(worked.await(800, TimeUnit.MILLISECONDS)).isFalse();
            loop.resume();
            awaitStatus(second, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
    }

    private WorkerLoop start(String id, Duration poll, Handler handler) {
        return WorkerLoop.start(
                gate, tenant, id, new WorkerLoop.Options(List.of(), List.of(), Duration.ofSeconds(10), poll), handler);
    }

    private UUID create(String type) {
        return gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"))
                .createTask(NewTask.of(type, Json.emptyObject()))
                .taskId();
    }

    private void awaitStatus(UUID taskId, TaskStatus status, Duration within) throws InterruptedException {
        Eventually.is(
                "the task is " + status, within, () -> inspector.getTask(taskId).status() == status);
    }

    private static void assertNoThreadOf(String worker) throws InterruptedException {
        Eventually.is(
                "no thread of " + worker,
                Duration.ofSeconds(3),
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("asyncgate-worker-" + worker)));
    }
}
