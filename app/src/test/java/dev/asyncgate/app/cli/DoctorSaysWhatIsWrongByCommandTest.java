package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.embedded.EmbeddedPostgres;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.task.NewTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class DoctorSaysWhatIsWrongByCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSoundDatabaseThenADamagedOne() throws SQLException {
        String data = directory.resolve("data").toString();
        Settings settings = Settings.read(Map.of(), null, Map.of("DATA_DIR", data));
        UUID taskId;
        try (Gate gate = Gate.open(settings)) {
            taskId = gate.tasker(Gate.DEFAULT_TENANT, Principal.of(PrincipalKind.AGENT, "planner"))
                    .createTask(NewTask.of("unit", Json.emptyObject()))
                    .taskId();
        }

        assertThat(run("doctor", "--data-dir", data)).as(out + " " + err).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("1 tenants, 1 tasks", "Nothing is wrong.");

        try (EmbeddedPostgres server = EmbeddedPostgres.open(settings.dataDir());
                var connection = DriverManager.getConnection(
                        server.ownerAddress().jdbcUrl(),
                        server.ownerAddress().user(),
                        server.ownerAddress().password());
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM asyncgate.queues");
        }
        assertThat(run("doctor", "--data-dir", data)).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains(
                        "BROKEN",
                        "Each open task stands in a queue that claims look into",
                        taskId.toString(),
                        "What to do: ");
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
