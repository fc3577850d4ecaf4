package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker hears of work, keeps its lease while it works, and leaves nothing behind: in process and over HTTP alike. */
@ParameterizedClass
@EnumSource(WorkerLoopTest.Face.class)
class WorkerLoopTest {

    enum Face {
        IN_PROCESS,
        HTTP
    }

    private static final Handler DOES_IT =
            task -> Outcome.done(Json.emptyObject(), Json.parse("[\"s3://out/" + task.taskId() + "\"]"));

    private final Face face;

    private final Gate gate = RealGate.open();
    private final UUID tenant = UUID.randomUUID();
    private final Inspector inspector = gate.inspector(tenant);
    private final HttpStandIn http = new HttpStandIn(gate, tenant);

    WorkerLoopTest(Face face) {
        this.face = face;
    }

    @AfterEach
    void close() {
        http.close();
        gate.close();
    }

    @Test
    void anIdleWorkerHearsOfATaskLongBeforeItsNextPoll() throws InterruptedException {
        try (WorkerLoop loop = hire("quick", DOES_IT).start()) {
            assertThat(loop.holdings()).isEmpty();
            UUID taskId = create("a");
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
        assertThat(inspector.countOpenObligations()).isZero();
    }

    @Test
    void aLongTaskKeepsItsLeaseByRenewals() throws InterruptedException {
        UUID taskId = create("long");
        try (WorkerLoop _ = hire("patient", task -> {
                    Thread.sleep(Duration.ofMillis(11_500));
                    return DOES_IT.work(task);
                })
                .start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(20));
        }
        LeaseSpan lease = inspector.leasesOfTask(taskId).getFirst();
        assertThat(lease.endReason()).isEqualTo(LeaseEnd.COMPLETED);
        assertThat(lease.renewals()).hasSize(1);
        assertThat(lease.lateAttempts()).isEmpty();
    }

    @Test
    void anExceptionIsAFailureThatIsWorthAnotherAttempt() throws InterruptedException {
        UUID taskId = create(NewTask.of("broken", Json.emptyObject()));
        try (WorkerLoop _ = hire("clumsy", task -> {
                    throw new IllegalArgumentException("no such page \0");
                })
                .start()) {
            Eventually.is(
                    "the task was retried",
                    Duration.ofSeconds(5),
                    () -> inspector.getTask(taskId).attempt() == 1);
        }
        assertThat(inspector.leasesOfTask(taskId).getFirst().endReason()).isEqualTo(LeaseEnd.RETRIED);
        assertThat(inspector.lineage(taskId, GetLineage.Scope.TASK, 100).receipts())
                .anySatisfy(receipt -> assertThat(receipt.body().text())
                        .contains("\"kind\":\"IllegalArgumentException\"", "\"message\":\"no such page \uFFFD\"")
                        .doesNotContain("at dev.asyncgate"));
    }

    @Test
    void asManyTasksAreInHandAsThereAreHands() throws InterruptedException {
        var together = new CountDownLatch(3);
        List<UUID> tasks = Stream.generate(() -> create("a")).limit(5).toList();
        try (WorkerLoop _ = hire("octopus", task -> {
                    together.countDown();
                    assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
                    return DOES_IT.work(task);
                })
                .concurrency(3)
                .start()) {
            for (UUID taskId : tasks) {
                awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(15));
            }
        }
    }

    @Test
    void onlyTheTypesThatHaveAHandlerAreTaken() throws InterruptedException {
        UUID other = create("other");
        UUID taskId = create("mine");
        try (WorkerLoop _ =
                Workers.over(taskee("picky")).handle("mine", DOES_IT).start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
        assertThat(inspector.getTask(other).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void payloadsAndResultsKeepEveryDigit() throws InterruptedException {
        String exact = "{\"a\":0.10,\"b\":12345678901234567890.000000001,\"deep\":" + "[".repeat(198) + "1"
                + "]".repeat(198) + "}";
        UUID taskId = create(NewTask.of("exact", Json.parse(exact)));
        try (WorkerLoop _ = hire("mirror", task -> Outcome.done(task.payload(), Json.parse("[\"inline\"]")))
                .start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
        Json result = Objects.requireNonNull(
                Objects.requireNonNull(inspector.getTask(taskId).result()).result());
        assertThat(result.text()).isEqualTo(exact);
    }

    @Test
    void progressIsKept() throws InterruptedException {
        UUID taskId = create("a");
        try (WorkerLoop _ = hire("teller", task -> {
                    assertThat(task.progress(Json.parse("{\"percent\":40}"))).isTrue();
                    return DOES_IT.work(task);
                })
                .start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
        assertThat(Objects.requireNonNull(inspector.getTask(taskId).progress()).progress())
                .hasToString("{\"percent\":40}");
    }

    @Test
    void aCanceledTaskIsNoticedAtTheNextRenewalAndNothingIsCompleted() throws InterruptedException {
        CreatedTask created =
                gate.tasker(tenant, TestGate.PLANNER).createTask(NewTask.of("doomed", Json.emptyObject()));
        var begun = new CountDownLatch(1);
        var saidSo = new AtomicBoolean();
        var over = new CountDownLatch(1);
        try (WorkerLoop _ = hire("dropped", task -> {
                    begun.countDown();
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException e) {
                        saidSo.set(task.isLost());
                        over.countDown();
                    }
                    return DOES_IT.work(task);
                })
                .start()) {
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            gate.tasker(tenant, TestGate.PLANNER).cancelTask(created.taskId(), "not needed");
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(saidSo).isTrue();
        assertThat(inspector.getTask(created.taskId()).status()).isEqualTo(TaskStatus.CANCELED);
        assertThat(inspector.leasesOfTask(created.taskId()).getFirst().lateAttempts())
                .extracting(late -> late.operation())
                .containsExactly("renew");
    }

    @Test
    void closingLetsWhatIsUnderWayComeToItsEnd() throws InterruptedException {
        UUID taskId = create("a");
        UUID next = create("a");
        var begun = new CountDownLatch(1);
        WorkerLoop loop = hire("finisher", task -> {
                    begun.countDown();
                    Thread.sleep(700);
                    return DOES_IT.work(task);
                })
                .grace(Duration.ofSeconds(20))
                .start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        loop.close();

        assertThat(inspector.getTask(taskId).status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(inspector.getTask(next).status()).isEqualTo(TaskStatus.QUEUED);
        assertNoThreadOf("finisher");
    }

    @Test
    void afterTheGraceTimeWhatIsHeldIsGivenBackAndTheThreadsEnd() throws InterruptedException {
        UUID taskId = create("a");
        var begun = new CountDownLatch(1);
        WorkerLoop loop = hire("leaver", task -> {
                    begun.countDown();
                    Thread.sleep(Duration.ofMinutes(1));
                    return DOES_IT.work(task);
                })
                .grace(Duration.ofMillis(200))
                .start();
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
        WorkerLoop loop = hire("victim", task -> {
                    begun.countDown();
                    Thread.sleep(Duration.ofMinutes(1));
                    return DOES_IT.work(task);
                })
                .start();
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        loop.kill();

        assertNoThreadOf("victim");
        assertThat(inspector.getTask(taskId).status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(inspector.leasesOfTask(taskId).getFirst().isLive()).isTrue();
    }

    @Test
    void aPausedWorkerClaimsNothingUntilItGoesOn() throws InterruptedException {
        var worked = new CountDownLatch(2);
        try (WorkerLoop loop = hire("resting", task -> {
                    worked.countDown();
                    return DOES_IT.work(task);
                })
                .start()) {
            UUID first = create("a");
            awaitStatus(first, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
            loop.pause();
            UUID second = create("a");
            assertThat(worked.await(800, TimeUnit.MILLISECONDS)).isFalse();
            loop.resume();
            awaitStatus(second, TaskStatus.SUCCEEDED, Duration.ofSeconds(5));
        }
    }

    private Workers hire(String id, Handler handler) {
        return Workers.over(taskee(id)).handleAny(handler).ttl(Duration.ofSeconds(10));
    }

    private Taskee taskee(String id) {
        return switch (face) {
            case IN_PROCESS -> Taskee.of(gate, tenant, id);
            case HTTP -> Taskee.at(http.address(), HttpStandIn.KEY, id);
        };
    }

    private UUID create(String type) {
        return create(NewTask.of(type, Json.emptyObject()));
    }

    private UUID create(NewTask task) {
        return gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"))
                .createTask(task)
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
