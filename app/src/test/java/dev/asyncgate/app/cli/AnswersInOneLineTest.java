package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AnswersInOneLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsTheExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("69", "78", "snapshot", "serve", "key", "migrate", "demo", "backup", "restore")
                .doesNotContain("--or-snapshots");
    }

    @Test
    void versionNamesProgramAndJava() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).startsWith("asyncgate ").contains("Java 25");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(run("--nonsense")).isEqualTo(ExitCode.USAGE);
        oneLine("--nonsense");
    }

    @Test
    void aMissingArgumentIsAUsageError() {
        assertThat(run("snapshot")).isEqualTo(ExitCode.USAGE);
        oneLine("DIR");
    }

    @Test
    void aServerThatIsNotThereIsUnavailable(@TempDir Path data) {
        int exit =
                run("migrate", "--data-dir", data.toString(), "--database-url", "postgresql://nobody@localhost:1/none");
        assertThat(exit).isEqualTo(ExitCode.UNAVAILABLE);
        oneLine("");
    }

    @Test
    void aMalformedAddressIsBadConfiguration(@TempDir Path data) {
        int exit = run("migrate", "--data-dir", data.toString(), "--database-url", "oracle://somewhere");
        assertThat(exit).isEqualTo(ExitCode.BAD_CONFIGURATION);
        oneLine("DATABASE_URL");
    }

    @Test
    void aDisplayThatIsMissingOrDeadIsFoundBeforeAnyWindow() {
        assertThat(new Display(Map.of()).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("DISPLAY"));
        assertThat(new Display(Map.of("DISPLAY", ":4242")).problem())
                .hasValueSatisfying(why -> assertThat(why).contains(":4242"));
        assertThat(new Display(Map.of("DISPLAY", "localhost:4242.0")).problem()).isPresent();
    }

    /** Without a command line the program starts another way, so it is started as one. */
    @Test
    void aWindowThatCannotBeShownIsSaidWhateverTheProgramIsStartedWith() throws Exception {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("DISPLAY", ":4242");

        Process program = builder.start();
        err.append(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

        assertThat(program.waitFor()).isEqualTo(ExitCode.UNAVAILABLE);
        oneLine("The console needs a display");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private void oneLine(String naming) {
        assertThat(err.toString().strip())
                .startsWith("asyncgate: ")
                .contains(naming)
                .doesNotContain("\n", "\tat ");
    }
}
