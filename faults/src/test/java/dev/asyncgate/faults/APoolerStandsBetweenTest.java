package dev.asyncgate.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.asyncgate.database.DebianServer;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Acknowledged;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PgBouncer in transaction mode, with fewer connections than the engine has: what it drops is said, and then all works. */
@Fault
class APoolerStandsBetweenTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");
    private static final Pattern ADVICE = Pattern.compile("ALTER ROLE \\S+ SET \\S+ = [^;. ]+");

    private final Random random = Seed.of(this);
    private final UUID tenantId = UUID.randomUUID();
    private final Acknowledged acknowledged = new Acknowledged();

    @TempDir
    private Path folder;

    @Test
    void andIsStartedAnewUnderLoad() throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("skipped: there is no PgBouncer at " + PROGRAM + " (Debian: pgbouncer)");
            abort("no PgBouncer");
        }
        try (DebianServer server = DebianServer.startOrSkip()) {
            int _ = new Migration(server.address(), "asyncgate").apply();
            ScratchDatabase.execute(server.address(), "CREATE ROLE gate LOGIN");
            ScratchDatabase.execute(server.address(), "GRANT asyncgate_program TO gate");
            int port = Ports.free();
            Process pooler = pooler(server, port);
            try {
                takeAdvice(server, settings(port));
                try (Gate gate = Gate.open(settings(port))) {
                    Proof proof = new Proof(server.address(), tenantId);
                    try (Load load =
                            Load.on(gate, tenantId, acknowledged, random).start(2, 3)) {
                        load.awaitMore(random.nextInt(100, 300), Duration.ofSeconds(60));
                        kill(pooler);
                        pooler = pooler(server, port);
                        load.awaitMore(200, Duration.ofSeconds(60));
                        load.finishCreating(Duration.ofSeconds(30));
                        proof.awaitAllEnded(Duration.ofSeconds(60));
                    }
                    proof.assertHolds(acknowledged, gate.inspector(tenantId));
                }
            } finally {
                kill(pooler);
            }
        }
    }

    /** Nobody works in a schema that a dropped setting has hidden; the refusal says what to do, and that is enough. */
    private static void takeAdvice(DebianServer server, Settings settings) throws Exception {
        GateException refused = catchThrowableOfType(GateException.class, () -> Gate.open(settings));
        assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE);
        List<String> advice = ADVICE.matcher(refused.getMessage())
                .results()
                .map(found -> found.group())
                .toList();
        assertThat(advice).as(refused.getMessage()).isNotEmpty();
        for (String statement : advice) {
            ScratchDatabase.execute(server.address(), statement);
        }
        // Sessions that the pooler has opened already keep what they had.
        ScratchDatabase.execute(
                server.address(),
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'gate'");
    }

    private static Settings settings(int port) {
        return Settings.read(
                Map.of(),
                null,
                Map.of(
                        "DATABASE_URL",
                        "postgresql://gate@127.0.0.1:" + port + "/gate?prepareThreshold=0",
                        "DB_CONNECT_TIMEOUT_MS",
                        "2000"));
    }

    private Process pooler(DebianServer server, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                gate = host=127.0.0.1 port=%d dbname=postgres user=gate
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 3
                max_client_conn = 50
                ignore_startup_parameters = extra_float_digits, options
                """.formatted(server.port(), port));
        server.giveToItsAccount(folder);
        server.giveToItsAccount(file);
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.addAll(List.of(PROGRAM.toString(), "--quiet", file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        awaitAnswer(port);
        return process;
    }

    private static void awaitAnswer(int port) throws IOException {
        try {
            Eventually.is("the pooler listens", Duration.ofSeconds(10), () -> listens(port));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
