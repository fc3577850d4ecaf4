package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.Migration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class MigrateTellsBeforeItDoesTest {

    @Test
    void thePlanThenTheDeedThenTheRoles(@TempDir Path data) {
        List<String> first = migrate(data);
        assertThat(first).hasSize(Migration.NEWEST + 3);
        assertThat(first.getFirst())
                .startsWith("Schema asyncgate of the database asyncgate (embedded, PostgreSQL 18")
                .endsWith("as the role asyncgate_owner: at 0, this program brings " + Migration.NEWEST + ".");
        assertThat(first.get(1)).isEqualTo("  to apply: 1, tasks leases receipts");
        assertThat(first.get(Migration.NEWEST + 1)).startsWith("Applied " + Migration.NEWEST + " migration");
        assertThat(first.getLast()).contains("asyncgate_program", "asyncgate_reader");

        List<String> second = migrate(data);
        assertThat(second).hasSize(3);
        assertThat(second.get(1)).isEqualTo("Up to date: nothing was changed.");
    }

    private static List<String> migrate(Path data) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        assertThat(commandLine.execute("migrate", "--data-dir", data.toString()))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        return out.toString().lines().toList();
    }
}
