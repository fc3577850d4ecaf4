package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedServerSurvivesKillsTest {

    private final Scratch scratch;

    EmbeddedServerSurvivesKillsTest() throws IOException {
        scratch = new Scratch();
    }

    @AfterEach
    void sweep() throws IOException {
        scratch.close();
    }

    @Test
    void theServerOfAKilledProgramIsJoinedAndThenStopped() throws SQLException {
        var killed = Console.start(scratch.root());
        Console.View left = killed.awaitOpen();
        killed.kill();
        assertThat(Scratch.isAlive(left.serverPid())).isTrue();

        try (var server = EmbeddedPostgres.open(scratch.root())) {
            assertThat(server.pid()).hasValue(left.serverPid());
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT 1")).isEqualTo("1");
        }
        Scratch.awaitEnd(left.serverPid());
    }

    @Test
    void aKilledServerComesBackUnderItsUsersWithAllThatWasCommitted() throws SQLException {
        try (var server = EmbeddedPostgres.open(scratch.root());
                var second = EmbeddedPostgres.open(scratch.root())) {
            Scratch.execute(server.superuserAddress(), "CREATE TABLE kept AS SELECT 42 AS answer");
            long pid = server.pid().orElseThrow();
            Scratch.kill(pid);
            assertThat(server.alive()).isFalse();

            server.ensureRunning();
            assertThat(server.pid().orElseThrow()).isNotEqualTo(pid);
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
            assertThat(Scratch.ask(second.superuserAddress(), "SELECT answer FROM kept"))
                    .as("the port stays")
                    .isEqualTo("42");
        }
    }

    @Test
    void aStatementThatStillComputesDoesNotKeepAKilledServerFromComingBack() throws Exception {
        try (var server = EmbeddedPostgres.open(scratch.root());
                var connection = Scratch.connect(server.superuserAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statement = connection.createStatement();
            var computation = threads.submit(() -> statement.execute("DO 'BEGIN LOOP END LOOP; END'"));
            awaitStatement(server);
            Scratch.kill(server.pid().orElseThrow());

            server.ensureRunning();
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(computation::get).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private static void awaitStatement(EmbeddedPostgres server) throws SQLException {
        var patience = new Patience(Duration.ofSeconds(30));
        String running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO%'";
        while (Scratch.ask(server.superuserAddress(), running).equals("0")) {
            assertThat(patience.pause()).as("the statement runs in time").isTrue();
        }
    }

    @Test
    void aRunningServerIsLeftAlone() {
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            var pid = server.pid();
            server.ensureRunning();
            assertThat(server.pid()).isEqualTo(pid);
        }
    }

    @Test
    void programAndServerKilledTogetherLeaveNothingInTheWay() throws SQLException {
        killBoth("CREATE TABLE kept AS SELECT 42 AS answer");
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
        }
        assertThat(scratch.home().resolve("users")).isEmptyDirectory();
    }

    @Test
    void aPidThatSomebodyElseHasNowIsNotTakenForTheServer() throws Exception {
        killBoth("CREATE TABLE kept AS SELECT 42 AS answer");
        var stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            nameInPidFile(stranger.pid());
            try (var server = EmbeddedPostgres.open(scratch.root())) {
                assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                        .isEqualTo("42");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void anEmptyPidFileIsARemnant() throws Exception {
        killBoth("CREATE TABLE kept AS SELECT 42 AS answer");
        Files.writeString(scratch.data().resolve("postmaster.pid"), "");
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
        }
    }

    @RepeatedTest(3)
    void aFirstStartKilledDuringInitdbIsBegunAnew() throws Exception {
        try (var killed = Console.start(scratch.root())) {
            awaitInitdb();
            killed.kill();
        }
        assertThat(scratch.data()).doesNotExist();

        try (var server = EmbeddedPostgres.open(scratch.root())) {
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT 1")).isEqualTo("1");
        }
    }

    private void killBoth(String after) throws SQLException {
        var console = Console.start(scratch.root());
        Console.View view = console.awaitOpen();
        Scratch.execute(view.address(), after);
        console.kill();
        Scratch.kill(view.serverPid());
    }

    private void nameInPidFile(long pid) throws IOException {
        Path file = scratch.data().resolve("postmaster.pid");
        Files.writeString(file, Files.readString(file).replaceFirst("^\\d+", String.valueOf(pid)));
    }

    private void awaitInitdb() throws IOException {
        var patience = new Patience(Duration.ofSeconds(30));
        while (!initdbHasBegun()) {
            assertThat(patience.pause()).as("initdb begins in time").isTrue();
        }
    }

    private boolean initdbHasBegun() throws IOException {
        if (!Files.isDirectory(scratch.home())) {
            return false;
        }
        try (var unfinished = Files.newDirectoryStream(scratch.home(), "initdb-*")) {
            return unfinished.iterator().hasNext();
        }
    }
}
