package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The reference workers as programs: they say when they are ready, work, and finish what they have begun. */
@Timeout(120)
class WorkersByCommandTest {

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aWorkerThatIsToldToEndFinishesWhatItHasBegun() throws Exception {
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", data.toString()));
        try (Gate gate = Gate.open(settings)) {
            Tasker planner = gate.tasker(Gate.DEFAULT_TENANT, Principal.of(PrincipalKind.AGENT, "planner"));
            UUID begun = create(planner, "{\"seconds\": 2, \"value\": 7}");
            Process worker = start("worker", "sleep", "--data-dir", data.toString(), "--worker-id", "sleeper-1");
            try (BufferedReader lines = worker.inputReader()) {
                assertThat(lines.lines()
                                .filter(line -> line.startsWith("Worker "))
                                .findFirst())
                        .hasValueSatisfying(
                                line -> assertThat(line).contains("sleeper-1", "sleep_then_return", "embedded"));
                awaitStatus(planner, begun, TaskStatus.RUNNING);
                UUID next = create(planner, "{\"seconds\": 0}");
                worker.destroy();
                assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();

                assertThat(planner.getTask(begun).status()).isEqualTo(TaskStatus.SUCCEEDED);
                assertThat(planner.getTask(next).status()).isEqualTo(TaskStatus.QUEUED);
                assertThat(gate.inspector(Gate.DEFAULT_TENANT)
                                .leasesOfTask(begun)
                                .getFirst()
                                .endReason())
                        .isEqualTo(LeaseEnd.COMPLETED);
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http-get --allow-host bad/host, allow-host",
        "http-get --allow-address 10.0.0.0/99, allow-address",
        "http-get --timeout-seconds 31, timeout-seconds",
        "http-get --max-output-bytes 99999999, max-output-bytes",
        "command --allow-program echo, allow-program",
        "command --base-dir /no/such/folder, base-dir",
        "echo --url ftp://gate, http://127.0.0.1:8080",
        "echo --url http://gate --key-file /no/such/file, key-file",
        "echo --url http://gate --concurrency 0, concurrency"
    })
    void aWrongSettingIsSaidInOneLine(String arguments, String says) {
        List<String> line = new ArrayList<>(List.of("worker", "--data-dir", data.toString()));
        line.addAll(List.of(arguments.split(" ", -1)));
        assertThat(run(line)).as(err.toString()).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains(says);
    }

    @ParameterizedTest
    @CsvSource({"echo, --url", "sleep, --grace-seconds", "http-get, --allow-host", "command, --allow-program"})
    void everySettingHasALineOfHelp(String worker, String option) {
        assertThat(run(List.of("worker", worker, "--help"))).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains(option, "default", "--worker-id", "--key-file");
    }

    private int run(List<String> arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.asyncgate.app.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(Files.createTempFile(data, "worker", ".err").toFile())
                .start();
    }

    private static UUID create(Tasker planner, String payload) {
        return planner.createTask(NewTask.of("sleep_then_return", Json.parse(payload)))
                .taskId();
    }

    private static void awaitStatus(Tasker planner, UUID taskId, TaskStatus status) throws InterruptedException {
        while (planner.getTask(taskId).status() != status) {
            Thread.sleep(20);
        }
    }
}
