package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class BackupAndRestoreByCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aTaskGoesFromOneDataDirectoryToAnother() {
        String one = directory.resolve("one").toString();
        String two = directory.resolve("two").toString();
        String file = directory.resolve("backup.zip").toString();
        UUID taskId;
        try (Gate gate = open(one)) {
            taskId = gate.tasker(Gate.DEFAULT_TENANT, Principal.of(PrincipalKind.AGENT, "planner"))
                    .createTask(NewTask.of("unit", Json.emptyObject()))
                    .taskId();
        }

        assertThat(run("backup", file, "--data-dir", one)).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(run("backup", file, "--data-dir", one)).isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(run("restore", file, "--data-dir", two)).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(run("restore", file, "--data-dir", two)).isEqualTo(ExitCode.BAD_CONFIGURATION);

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("Wrote " + file, "Restored ");
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("asyncgate: "));
        assertThat(err.toString()).contains("not overwritten", "must be empty to restore into");
        try (Gate gate = open(two)) {
            assertThat(gate.inspector(Gate.DEFAULT_TENANT).getTask(taskId).type())
                    .isEqualTo("unit");
        }
    }

    @Test
    void aDamagedArchiveIsRefusedInOneLineAndLeavesAnEmptyDatabase() throws Exception {
        Path file = Files.writeString(directory.resolve("damaged.zip"), "PK and nothing more");
        assertThat(run(
                        "restore",
                        file.toString(),
                        "--data-dir",
                        directory.resolve("new").toString()))
                .isEqualTo(ExitCode.BAD_CONFIGURATION);
        assertThat(err.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("is no AsyncGate backup", "Nothing was changed"));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        String nowhere = "postgresql://nobody@localhost:1/none";
        String file = directory.resolve("backup.zip").toString();
        assertThat(run("backup", file, "--data-dir", directory.toString(), "--database-url", nowhere))
                .isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(Path.of(file)).doesNotExist();
        assertThat(err.toString().lines()).hasSize(1);
    }

    private static Gate open(String dataDir) {
        return Gate.open(Settings.read(Map.of(), null, Map.of("DATA_DIR", dataDir)));
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
