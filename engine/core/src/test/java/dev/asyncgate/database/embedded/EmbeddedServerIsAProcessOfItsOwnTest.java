package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EmbeddedServerIsAProcessOfItsOwnTest {

    private final Scratch scratch;

    EmbeddedServerIsAProcessOfItsOwnTest() throws IOException {
        scratch = new Scratch();
    }

    @AfterEach
    void sweep() throws IOException {
        scratch.close();
    }

    @Test
    void theTerminalsCtrlCDoesNotReachIt() throws IOException, SQLException {
        // Whoever started the tests may ignore the signal, and a program inherits that.
        var setsid = List.of("setsid", "env", "--default-signal=INT");
        try (var console =
                Console.start(setsid, System.getProperty("java.class.path"), scratch.root(), System.getenv("PATH"))) {
            Console.View view = console.awaitOpen();
            Command.run(Path.of("/"), List.of(), List.of("sh", "-c", "kill -INT -" + console.pid()));
            assertThat(console.awaitEnd()).isEqualTo(130);
            assertThat(Scratch.ask(view.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void itKeepsNothingOfItsProgramOpen() throws IOException {
        try (var console = Console.start(scratch.root())) {
            long server = console.awaitOpen().serverPid();
            console.kill();
            assertThat(console.nextLine())
                    .as("the output ends with the program")
                    .isEmpty();
            assertThat(Scratch.isAlive(server)).isTrue();
        }
    }

    @Test
    void itKnowsNothingOfItsProgramsEnvironment() throws IOException {
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            Path environment = Path.of("/proc", String.valueOf(server.pid().orElseThrow()), "environ");
            assertThat(Files.readString(environment)).contains("LC_ALL=C").doesNotContain("HOME=");
        }
    }

    @Test
    void itsLogDoesNotGrowForEver() throws IOException {
        Path log = scratch.home().resolve("server.log");
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            Files.writeString(log, "x".repeat(5 << 20));
            server.ensureRunning();
            assertThat(Files.size(log)).isLessThan(1 << 20);
            assertThat(Files.size(log.resolveSibling("server.log.1"))).isGreaterThan(4 << 20);
        }
        assertThat(Files.readString(log))
                .as("the server still writes it")
                .contains("shut down")
                .doesNotContain("\0");
    }
}
