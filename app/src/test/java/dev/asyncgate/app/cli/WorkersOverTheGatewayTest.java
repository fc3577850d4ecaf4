package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.Outcome;
import dev.asyncgate.workers.Taskee;
import dev.asyncgate.workers.WorkerLoop;
import dev.asyncgate.workers.Workers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker kit and the gateway speak the same language. */
@Timeout(120)
class WorkersOverTheGatewayTest {

    private static final String KEY = "a-key-that-is-long-enough-for-anybody";
    private static final Json LOCATED = Json.parse("[\"s3://out/x\"]");

    @TempDir
    private Path data;

    private Gate gate;
    private Gateway gateway;
    private Tasker planner;
    private Inspector inspector;

    @BeforeEach
    void open() {
        Map<String, String> settings =
                Map.of("DATA_DIR", data.toString(), "PORT", "0", "API_KEY", KEY, "RATE_LIMIT_ENABLED", "false");
        gate = Gate.open(Settings.read(Map.of(), null, settings));
        gateway = Gateway.open(gate, "test");
        planner = gate.tasker(Gate.DEFAULT_TENANT, Principal.parse("agent:planner"));
        inspector = gate.inspector(Gate.DEFAULT_TENANT);
    }

    @AfterEach
    void close() {
        gateway.close();
        gate.close();
    }

    @Test
    void tasksAreStartedReportedAndCompletedOrFailed() throws Exception {
        try (WorkerLoop _ = Workers.over(taskee(KEY))
                .handle("good", task -> {
                    assertThat(task.progress(Json.parse("{\"percent\":50}"))).isTrue();
                    return Outcome.done(task.payload(), LOCATED);
                })
                .handle("bad", _ -> Outcome.failed("kaput", "it broke", false))
                .handle("returned", _ -> new Outcome.Released(Duration.ofHours(1)))
                .concurrency(4)
                .start()) {
            List<UUID> good = Stream.generate(() -> create("good")).limit(20).toList();
            UUID bad = create("bad");
            UUID returned = create("returned");
            for (UUID taskId : good) {
                await(taskId, TaskStatus.SUCCEEDED);
            }
            await(bad, TaskStatus.FAILED);
            while (inspector.leasesOfTask(returned).isEmpty()
                    || inspector.leasesOfTask(returned).getFirst().isLive()) {
                Thread.sleep(20);
            }
            assertThat(inspector.leasesOfTask(returned).getFirst().endReason()).isEqualTo(LeaseEnd.RELEASED);
        }
        assertThat(inspector.countOpenObligations()).isEqualTo(1);
    }

    @Test
    void leasesAreRenewedAndACancellationIsNoticed() throws Exception {
        var over = new CountDownLatch(1);
        UUID taskId = create("long");
        try (WorkerLoop _ = Workers.over(taskee(KEY))
                .handle("long", task -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(1));
                    } catch (InterruptedException e) {
                        assertThat(task.isLost()).isTrue();
                        over.countDown();
                    }
                    return Outcome.done(task.payload(), LOCATED);
                })
                .ttl(Duration.ofSeconds(10))
                .longestExtension(Duration.ofSeconds(10))
                .start()) {
            while (inspector.leasesOfTask(taskId).isEmpty()
                    || inspector.leasesOfTask(taskId).getFirst().renewals().isEmpty()) {
                Thread.sleep(50);
            }
            assertThat(planner.cancelTask(taskId, "enough").ok()).isTrue();
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(planner.getTask(taskId).status()).isEqualTo(TaskStatus.CANCELED);
    }

    @Test
    void aStrangerIsToldThatItIsOne() throws Exception {
        try (WorkerLoop loop = Workers.over(taskee("ag_somebody-elses-key-of-some-length"))
                .handleAny(task -> Outcome.done(task.payload(), LOCATED))
                .start()) {
            assertThat(loop.awaitEnd())
                    .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
    }

    private Taskee taskee(String key) {
        return Taskee.at(gateway.address(), key, "w");
    }

    private UUID create(String type) {
        return planner.createTask(NewTask.of(type, Json.emptyObject())).taskId();
    }

    private void await(UUID taskId, TaskStatus status) throws InterruptedException {
        while (planner.getTask(taskId).status() != status) {
            Thread.sleep(20);
        }
    }
}
