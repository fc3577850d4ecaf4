package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed under a worker, and nobody has to start the worker again. */
class WorkerSurvivesTheDatabaseTest {

    @TempDir
    Path data;

    @Test
    void whatWasBeingWorkedOnIsReportedOnceTheDatabaseIsBack() throws Exception {
        try (Gate gate = Gate.open(Settings.read(Map.of(), null, Map.of("DATA_DIR", data.toString())))) {
            UUID tenant = UUID.randomUUID();
            Inspector inspector = gate.inspector(tenant);
            var working = new CountDownLatch(1);
            var outage = new CountDownLatch(1);
            UUID before = create(gate, tenant);
            try (WorkerLoop _ = Workers.over(Taskee.of(gate, tenant, "tough"))
                    .handleAny(task -> {
                        working.countDown();
                        outage.await();
                        return Outcome.done(Json.emptyObject(), Json.parse("[\"s3://out/x\"]"));
                    })
                    .ttl(Duration.ofMinutes(1))
                    .start()) {
                assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
                killServer();
                outage.countDown();
                Eventually.is("the database answers again", Duration.ofSeconds(30), () -> answers(gate));

                awaitDone(inspector, before);
                awaitDone(inspector, create(gate, tenant));
            }
        }
    }

    private static void awaitDone(Inspector inspector, UUID taskId) throws InterruptedException {
        Eventually.is("task " + taskId + " is done", Duration.ofSeconds(30), () -> {
            try {
                return inspector.getTask(taskId).status() == TaskStatus.SUCCEEDED;
            } catch (GateException e) {
                return false;
            }
        });
    }

    private static boolean answers(Gate gate) {
        try {
            return !gate.ping().isNegative();
        } catch (GateException e) {
            return false;
        }
    }

    private static UUID create(Gate gate, UUID tenant) {
        return gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"))
                .createTask(NewTask.of("a", Json.emptyObject()))
                .taskId();
    }

    private void killServer() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            Path file = files.filter(each -> each.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow();
            long pid = Long.parseLong(Files.readAllLines(file).getFirst());
            boolean killed = ProcessHandle.of(pid).orElseThrow().destroyForcibly();
            assertThat(killed).isTrue();
        }
    }
}
