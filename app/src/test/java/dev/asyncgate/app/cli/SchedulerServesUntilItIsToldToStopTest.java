package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One line says that it serves; SIGTERM ends it in good time, with nothing left in its hands. */
@Timeout(120)
class SchedulerServesUntilItIsToldToStopTest {

    @Test
    void itSaysThatItServesAndEndsOnSigterm(@TempDir Path data) throws Exception {
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", data.toString()));
        try (Gate gate = Gate.open(settings)) {
            Process scheduler = start(data);
            try (var output = scheduler.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.lines()
                                .filter(line -> line.startsWith("AsyncGate scheduler:"))
                                .findFirst())
                        .hasValueSatisfying(line ->
                                assertThat(line).contains("clockwork serves the schedules of tenant 00000000-"));
                UUID taskId = gate.tasker(Gate.DEFAULT_TENANT, Principal.parse("agent:planner"))
                        .createTask(NewTask.of("schedule.status", Json.emptyObject()))
                        .taskId();
                while (gate.inspector(Gate.DEFAULT_TENANT).getTask(taskId).status() != TaskStatus.SUCCEEDED) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                scheduler.destroy();
                assertThat(scheduler.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(gate.inspector(Gate.DEFAULT_TENANT).countTasks().get(TaskStatus.LEASED))
                        .isZero();
            } finally {
                scheduler.destroyForcibly();
            }
        }
    }

    private static Process start(Path data) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.asyncgate.app.cli.Main",
                        "scheduler",
                        "--data-dir",
                        data.toString(),
                        "--worker-id",
                        "clockwork")
                .redirectError(Redirect.INHERIT)
                .start();
    }
}
