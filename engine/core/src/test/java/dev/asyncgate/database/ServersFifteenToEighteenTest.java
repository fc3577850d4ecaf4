package dev.asyncgate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.doctor.Check;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The oldest server that is served, as Debian packages it, and the newest, which comes along. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class ServersFifteenToEighteenTest {

    private final DebianServer fifteen;
    private final Path directory;

    ServersFifteenToEighteenTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.fifteen = DebianServer.startOrSkip();
    }

    @AfterAll
    void stop() throws IOException {
        fifteen.close();
    }

    @Test
    void aTaskLivesOnFifteen() throws SQLException {
        try (var database = new ScratchDatabase(fifteen.address())) {
            assertTaskLives(database, "15");
        }
    }

    @Test
    void aTaskLivesOnEighteen() throws SQLException {
        try (var database = new ScratchDatabase(TestServer.superuser())) {
            assertTaskLives(database, "18");
        }
    }

    private static void assertTaskLives(ScratchDatabase database, String major) {
        var migration = new Migration(database.address(), "asyncgate");
        assertThat(migration.plan().where().serverVersion()).startsWith(major);
        assertThat(migration.apply()).isEqualTo(Migration.NEWEST);
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(database.address())))) {
            live(gate);
        }
    }

    private static void live(Gate gate) {
        UUID taskId = gate.tasker(Gate.DEFAULT_TENANT, TestGate.PLANNER)
                .createTask(NewTask.of("unit", Json.emptyObject()))
                .taskId();
        Worker worker = gate.worker(Gate.DEFAULT_TENANT, "w");
        ClaimedTask first = worker.leaseNext(ClaimTasks.Request.any()).getFirst();
        worker.startTask(taskId, first.leaseId());
        worker.renewLease(taskId, first.leaseId(), null);
        worker.releaseLease(taskId, first.leaseId(), null);
        ClaimedTask second = worker.leaseNext(ClaimTasks.Request.any()).getFirst();
        worker.complete(taskId, second.leaseId(), TestGate.located());

        var inspector = gate.inspector(Gate.DEFAULT_TENANT);
        assertThat(inspector.getTask(taskId).status()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(inspector.countOpenObligations()).isZero();
        assertThat(inspector.checkInvariants(Instant.EPOCH)).allMatch(Check::holds);
    }

    @Test
    void whereARoleMayNotBeCreatedThereIsOneAndMigrateSaysSo() throws SQLException {
        try (var database = new ScratchDatabase(fifteen.address())) {
            ScratchDatabase.execute(fifteen.address(), "CREATE ROLE carol LOGIN");
            ScratchDatabase.execute(database.address(), "CREATE SCHEMA asyncgate AUTHORIZATION carol");
            var migration = new Migration(database.as("carol", ""), "asyncgate");
            assertThat(migration.apply()).isEqualTo(Migration.NEWEST);
            assertThat(migration.grantRoles()).isFalse();

            assertThat(new Migration(database.address(), "asyncgate").grantRoles())
                    .as("an administrator migrates again")
                    .isTrue();
            ScratchDatabase.execute(database.address(), "CREATE ROLE dora LOGIN IN ROLE asyncgate_program");
            try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(database.as("dora", ""))))) {
                live(gate);
            }
        }
    }

    @Test
    void tlsIsVerifiedAsTheAddressAsks() throws Exception {
        Path key = fifteen.data().resolve("server.key");
        Path certificate = certify(key, fifteen.data().resolve("server.crt"));
        fifteen.succeed(List.of("chmod", "600", key.toString()));
        fifteen.giveToItsAccount(key);
        fifteen.giveToItsAccount(certificate);
        ScratchDatabase.execute(fifteen.address(), "ALTER SYSTEM SET ssl = on");
        ScratchDatabase.execute(fifteen.address(), "SELECT pg_reload_conf()");
        awaitTls();
        int _ = new Migration(fifteen.address(), "asyncgate").apply();

        try (Gate gate = Gate.open(settings("localhost", certificate))) {
            live(gate);
        }
        Path wrong = certify(directory.resolve("other.key"), directory.resolve("other.crt"));
        assertNotTrusted("localhost", wrong, "SSL error");
        assertNotTrusted("127.0.0.1", certificate, "127.0.0.1");
        assertNotTrusted("localhost", directory.resolve("missing.crt"), "missing.crt");
    }

    private void awaitTls() throws SQLException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!ScratchDatabase.ask(fifteen.address(), "SHOW ssl").equals("on")) {
            assertThat(System.nanoTime()).as("ssl is on in time").isLessThan(deadline);
        }
    }

    /** A key and a certificate for localhost that vouches for itself. */
    private Path certify(Path key, Path certificate) throws IOException {
        fifteen.succeed(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        return certificate;
    }

    private dev.asyncgate.settings.Settings settings(String host, Path root) {
        String url =
                fifteen.address().jdbcUrl().replace("jdbc:postgresql://127.0.0.1", "postgresql://postgres@" + host);
        return TestGate.settings(Map.of("DATABASE_URL", url + "?sslmode=verify-full&sslrootcert=" + root));
    }

    private void assertNotTrusted(String host, Path root, String said) {
        assertThatThrownBy(() -> Gate.open(settings(host, root)).close())
                .isInstanceOfSatisfying(GateException.class, e -> {
                    System.out.println("refused: " + e.getMessage());
                    assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
                    assertThat(e.getMessage())
                            .contains("could not be trusted", said, "Check sslmode and sslrootcert in DATABASE_URL.")
                            .doesNotContain("Exception")
                            .hasLineCount(1);
                });
    }
}
