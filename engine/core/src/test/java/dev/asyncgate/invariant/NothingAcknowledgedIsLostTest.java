package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9, of a program under load and of PostgreSQL under load: what was acknowledged is there, and all of it is sound. */
@Timeout(120)
class NothingAcknowledgedIsLostTest {

    private static final int ROUNDS = 3;

    @TempDir
    Path dataDir;

    private final Random chance = new Random();

    @RepeatedTest(ROUNDS)
    void whenTheProgramIsKilled() throws Exception {
        UUID tenant = UUID.randomUUID();
        try (Connection connection = TestGate.connect()) {
            Process process = start(tenant);
            var acknowledged = new Acknowledged();
            try (var output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                int killAfter = 50 + chance.nextInt(400);
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledged.hear(line);
                    if (acknowledged.count() == killAfter) {
                        process.toHandle().destroyForcibly();
                    }
                }
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.waitFor()).as("killed").isNotZero();
            assertThat(acknowledged.count()).isGreaterThanOrEqualTo(50);
            acknowledged.assertKept(Ledger.read(connection, tenant));
        }
    }

    private static Process start(UUID tenant) throws IOException {
        DatabaseAddress address = TestServer.program();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProcess.class.getName(),
                        tenant.toString())
                .redirectError(Redirect.INHERIT);
        builder.environment()
                .put(
                        "LOAD_DATABASE_URL",
                        "postgresql://" + address.user() + ":" + address.password() + "@"
                                + address.jdbcUrl().substring("jdbc:postgresql://".length()));
        return builder.start();
    }

    @Test
    void whenPostgresqlIsKilled() throws Exception {
        var acknowledged = new Acknowledged();
        AtomicBoolean wanted = new AtomicBoolean(true);
        UUID tenant = UUID.randomUUID();
        try (Gate gate = Gate.open(TestGate.settings(Map.of("DATA_DIR", dataDir.toString())))) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 4; i++) {
                    String id = "w" + i;
                    threads.execute(() -> LoadProcess.load(gate, tenant, id, acknowledged::hear, wanted::get));
                }
                try {
                    for (int round = 0; round < ROUNDS; round++) {
                        awaitMore(acknowledged, 40 + chance.nextInt(200));
                        long pid = Objects.requireNonNull(gate.embedded()).pid().orElseThrow();
                        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                    }
                    awaitMore(acknowledged, 100);
                } finally {
                    wanted.set(false);
                }
            }
            try (Connection connection =
                    connect(Objects.requireNonNull(gate.embedded()).address())) {
                acknowledged.assertKept(Ledger.read(connection, tenant));
            }
        }
    }

    private static void awaitMore(Acknowledged acknowledged, int more) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        int enough = acknowledged.count() + more;
        while (acknowledged.count() < enough) {
            assertThat(System.nanoTime()).as("work goes on").isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = asyncgate");
        }
        return connection;
    }
}
