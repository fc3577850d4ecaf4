package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever goes wrong between a worker and its gate: the work is reported once, and the worker goes on by itself. */
@Timeout(60)
class LostAnswersDoNoHarmTest {

    private static final Handler DOES_IT = task -> Outcome.done(task.payload(), Json.parse("[\"s3://out/x\"]"));

    private final Gate gate = RealGate.open();
    private final UUID tenant = UUID.randomUUID();
    private final Inspector inspector = gate.inspector(tenant);
    private final HttpStandIn http = new HttpStandIn(gate, tenant);

    @AfterEach
    void close() {
        http.close();
        gate.close();
    }

    @ParameterizedTest
    @CsvSource({"/running, task.started", "/complete, task.completed"})
    void aCallWhoseAnswerIsLostIsRepeatedAndCountsOnce(String path, String receipt) throws InterruptedException {
        http.plan(path, new HttpStandIn.Fault.LostAnswer());
        UUID taskId = create();
        try (WorkerLoop _ = hire(DOES_IT).start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED);
        }
        assertThat(receiptTypes(taskId)).containsOnlyOnce(receipt);
        assertThat(inspector.leasesOfTask(taskId))
                .hasSize(1)
                .allSatisfy(lease -> assertThat(lease.lateAttempts()).isEmpty());
    }

    @Test
    void aFailureWhoseAnswerIsLostCountsOneAttempt() throws InterruptedException {
        http.plan("/fail", new HttpStandIn.Fault.LostAnswer());
        UUID taskId = create();
        try (WorkerLoop _ = hire(_ -> Outcome.failed("kaput", "it broke", true)).start()) {
            Eventually.is(
                    "the failure is known",
                    Duration.ofSeconds(10),
                    () -> inspector.getTask(taskId).attempt() > 0);
        }
        assertThat(inspector.getTask(taskId).attempt()).isEqualTo(1);
    }

    @Test
    void aRenewalWhoseAnswerIsLostIsMadeAgain() throws InterruptedException {
        http.plan("/renew", new HttpStandIn.Fault.LostAnswer());
        UUID taskId = create();
        try (WorkerLoop _ = hire(task -> {
                    Thread.sleep(9_000);
                    return DOES_IT.work(task);
                })
                .ttl(Duration.ofSeconds(10))
                .start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED);
        }
        LeaseSpan lease = inspector.leasesOfTask(taskId).getFirst();
        assertThat(lease.renewals()).hasSize(2);
    }

    @Test
    void aGateThatAsksToWaitIsLeftAlone() throws InterruptedException {
        http.plan("/claim", new HttpStandIn.Fault.Answer(429, Map.of("Retry-After", "2"), "{}"));
        UUID taskId = create();
        try (WorkerLoop loop = hire(DOES_IT).start()) {
            assertThat(loop.awaitAnswer(Duration.ofMillis(1500))).isFalse();
            assertThat(http.calls).hasValue(1);
            awaitStatus(taskId, TaskStatus.SUCCEEDED);
        }
    }

    @Test
    void aGateThatIsAwayIsAskedUntilItIsBack() throws InterruptedException {
        for (int status : List.of(503, 502, 504)) {
            http.plan("/claim", new HttpStandIn.Fault.Answer(status, Map.of(), "<html>"));
            http.plan("/complete", new HttpStandIn.Fault.Answer(status, Map.of(), "<html>"));
        }
        UUID taskId = create();
        try (WorkerLoop _ = hire(DOES_IT).start()) {
            awaitStatus(taskId, TaskStatus.SUCCEEDED);
        }
    }

    @Test
    void aWorkerWhoseKeyIsRefusedEndsAndSaysSo() throws InterruptedException {
        Taskee stranger = Taskee.at(http.address(), "ag_unknown", "w");
        try (WorkerLoop loop = Workers.over(stranger).handleAny(DOES_IT).start()) {
            assertThat(loop.awaitEnd()).hasValueSatisfying(refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(refusal.getMessage()).doesNotContain("ag_unknown");
            });
        }
    }

    @Test
    void aGateThatNobodyServesIsSaidToBeAway() throws InterruptedException {
        Taskee nowhere = Taskee.at(URI.create("http://127.0.0.1:9"), null, "w");
        try (WorkerLoop loop = Workers.over(nowhere).handleAny(DOES_IT).start()) {
            assertThat(loop.awaitAnswer(Duration.ofMillis(500))).isFalse();
        }
    }

    @Test
    void aResultThatTheGateRefusesFailsItsTaskAtOnce() throws InterruptedException {
        UUID taskId = create();
        Json tooLarge = Json.parse("{\"text\":\"" + "x".repeat(1024 * 1024) + "\"}");
        try (WorkerLoop _ = hire(_ -> Outcome.done(tooLarge, Json.parse("[\"s3://out/x\"]")))
                .start()) {
            awaitStatus(taskId, TaskStatus.FAILED);
        }
    }

    private Workers hire(Handler handler) {
        return Workers.over(Taskee.at(http.address(), HttpStandIn.KEY, "w")).handleAny(handler);
    }

    private UUID create() {
        return gate.tasker(tenant, TestGate.PLANNER)
                .createTask(NewTask.of("a", Json.emptyObject()))
                .taskId();
    }

    private List<String> receiptTypes(UUID taskId) {
        return inspector.lineage(taskId, GetLineage.Scope.TASK, 100).receipts().stream()
                .map(receipt -> receipt.type().wireName())
                .toList();
    }

    private void awaitStatus(UUID taskId, TaskStatus status) throws InterruptedException {
        Eventually.is(
                "the task is " + status,
                Duration.ofSeconds(20),
                () -> inspector.getTask(taskId).status() == status);
    }
}
