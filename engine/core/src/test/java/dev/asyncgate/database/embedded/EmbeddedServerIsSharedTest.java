package dev.asyncgate.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedServerIsSharedTest {

    private final Scratch scratch;

    EmbeddedServerIsSharedTest() throws IOException {
        scratch = new Scratch();
    }

    @AfterEach
    void sweep() throws IOException {
        scratch.close();
    }

    @Test
    void aSecondConsoleSharesTheRunningServer() throws SQLException {
        try (var first = Console.start(scratch.root());
                var second = Console.start(scratch.root())) {
            Console.View one = first.awaitOpen();
            Console.View other = second.awaitOpen();
            assertThat(other).isEqualTo(one);

            first.leave();
            assertThat(Scratch.ask(other.address(), "SELECT 1")).isEqualTo("1");

            second.leave();
            Scratch.awaitEnd(one.serverPid());
        }
    }

    @Test
    void whoJoinsLastMayLeaveFirst() throws SQLException {
        try (var stays = EmbeddedPostgres.open(scratch.root());
                var visits = Console.start(scratch.root())) {
            visits.awaitOpen();
            visits.leave();
            assertThat(Scratch.ask(stays.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void twoUsersInOneProgramShareItAlike() throws SQLException {
        var one = EmbeddedPostgres.open(scratch.root());
        var other = EmbeddedPostgres.open(scratch.root());
        long pid = one.pid().orElseThrow();
        assertThat(other.pid()).hasValue(pid);

        one.close();
        one.close();
        assertThat(Scratch.ask(other.address(), "SELECT 1")).isEqualTo("1");
        assertThatThrownBy(one::ensureRunning).isInstanceOf(IllegalStateException.class);

        other.close();
        assertThat(other.alive()).isFalse();
        Scratch.awaitEnd(pid);
    }

    @Test
    void aUserOfThisProgramStillCountsAfterAnotherLooked() {
        try (var here = EmbeddedPostgres.open(scratch.root())) {
            for (int visit = 0; visit < 2; visit++) {
                try (var there = Console.start(scratch.root())) {
                    there.awaitOpen();
                    EmbeddedPostgres.open(scratch.root()).close();
                    there.leave();
                }
            }
            assertThat(here.alive()).isTrue();
        }
    }

    @Test
    void manyThatComeAndGoAtOnceNeverFindItMissing() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> visits = IntStream.range(0, 12)
                    .<Future<?>>mapToObj(visit -> threads.submit(() -> {
                        try (var server = EmbeddedPostgres.open(scratch.root())) {
                            return Scratch.ask(server.address(), "SELECT 1");
                        }
                    }))
                    .toList();
            for (Future<?> visit : visits) {
                assertThat(visit.get()).isEqualTo("1");
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        assertThat(scratch.home().resolve("users")).isEmptyDirectory();
    }

    @Test
    void theDataStayWhenAllHaveLeft() throws SQLException {
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            Scratch.execute(server.superuserAddress(), "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (var server = EmbeddedPostgres.open(scratch.root())) {
            assertThat(Scratch.ask(server.superuserAddress(), "SELECT answer FROM kept"))
                    .isEqualTo("42");
        }
        assertThat(Files.exists(scratch.data().resolve("postmaster.pid"))).isFalse();
    }
}
