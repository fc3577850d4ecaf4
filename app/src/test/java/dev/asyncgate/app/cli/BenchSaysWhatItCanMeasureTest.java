package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchSaysWhatItCanMeasureTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listNamesTheScenarios() {
        assertThat(run("bench", "--list")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains(
                        "create", "claim-complete", "batch", "obligations", "wal", "leases-timeline", "receipt-graph");
    }

    @Test
    void anUnknownScenarioIsAUsageErrorThatNamesTheKnownOnes() {
        assertThat(run("bench", "everything")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("everything", "claim-complete").doesNotContain("\tat ");
    }

    @Test
    void oneRoundHasNoSpreadAndIsRefused() {
        assertThat(run("bench", "--rounds", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("at least 2");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
