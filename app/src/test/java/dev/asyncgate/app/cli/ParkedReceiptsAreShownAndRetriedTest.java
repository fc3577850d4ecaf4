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

/** Receipts that ReceiptGate would not take are named by the doctor and by a command, which has them tried again. */
@Timeout(120)
class ParkedReceiptsAreShownAndRetriedTest {

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void byCommand() throws SQLException {
        Settings settings = Settings.read(
                Map.of(),
                null,
                Map.of(
                        "DATA_DIR", data.toString(),
                        "RECEIPT_MODE", "receiptgate_integrated",
                        "RECEIPTGATE_ENDPOINT", "http://127.0.0.1:1/mcp",
                        "RECEIPTGATE_AUTH_TOKEN", "token",
                        "RECEIPTGATE_TENANT_ID", "here"));
        UUID taskId;
        try (Gate gate = Gate.open(settings)) {
            taskId = gate.tasker(Gate.DEFAULT_TENANT, Principal.of(PrincipalKind.AGENT, "planner"))
                    .createTask(NewTask.of("unit", Json.emptyObject()))
                    .taskId();
        }
        park();

        assertThat(run("doctor")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains(
                        "ATTENTION",
                        "ReceiptGate takes every receipt",
                        "no such tenant",
                        "asyncgate receiptgate retry");
        assertThat(run("receiptgate")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("0 wait, 1 parked.", taskId.toString(), "11 attempts: no such tenant");

        String receiptId = out.toString().lines().toList().get(1).split(" ", 2)[0];
        assertThat(run("receiptgate", "retry", receiptId)).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("1 will be tried again.");
        assertThat(run("receiptgate", "retry", receiptId)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("is not parked");
        assertThat(run("receiptgate", "retry")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("0 will be tried again.");
        assertThat(run("receiptgate")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("1 wait (the oldest since 2", "0 parked.");
    }

    private void park() throws SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data);
                var connection = DriverManager.getConnection(
                        server.ownerAddress().jdbcUrl(),
                        server.ownerAddress().user(),
                        server.ownerAddress().password());
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE asyncgate.outbox SET parked_at = now(), attempts = 11, last_error = 'no such tenant'");
        }
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--data-dir";
        all[arguments.length + 1] = data.toString();
        return commandLine.execute(all);
    }
}
