package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.ChangeFeed;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** While the database is away the gateway says so with every call, and afterwards it answers again by itself. */
@Timeout(120)
class TheDatabaseMayGoAwayTest {

    private static final String KEY = "a key of more than 20 characters";

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path dataDir;

    @Test
    void callsSay503AndComeBack() throws Exception {
        Map<String, String> settings = Map.of(
                "DATA_DIR",
                dataDir.toString(),
                "PORT",
                "0",
                "API_KEY",
                KEY,
                "RATE_LIMIT_BACKEND",
                "postgresql",
                "RATE_LIMIT_DEFAULT_CALLS",
                "100000",
                "DB_CONNECT_TIMEOUT_MS",
                "1000");
        try (Gate gate = Gate.open(TestGate.settings(settings));
                Gateway gateway = Gateway.open(gate, "test")) {
            assertThat(call(gateway, "/v1/health").statusCode()).isEqualTo(200);
            ProcessHandle.of(Objects.requireNonNull(gate.embedded()).pid().orElseThrow())
                    .orElseThrow()
                    .destroyForcibly();

            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            ChangeFeed.Outage outage;
            do {
                assertHealth(call(gateway, "/v1/health"));
                assertTasks(call(gateway, "/v1/tasks"));
                assertThat(System.nanoTime()).isLessThan(end);
                outage = gate.changes().lastOutage();
            } while (outage == null || outage.backAt() == null);

            assertThat(call(gateway, "/v1/health").statusCode()).isEqualTo(200);
            assertThat(call(gateway, "/v1/tasks").statusCode()).isEqualTo(200);
        }
    }

    private static void assertHealth(HttpResponse<String> health) {
        boolean healthy = health.statusCode() == 200;
        assertThat(new JsonMapper().readTree(health.body()).at("/status").asString())
                .isEqualTo(healthy ? "healthy" : "unhealthy");
        if (!healthy) {
            assert503(health);
        }
    }

    private static void assertTasks(HttpResponse<String> tasks) {
        if (tasks.statusCode() != 200) {
            assertThat(tasks.body()).contains("DATABASE_UNAVAILABLE");
            assert503(tasks);
        }
    }

    private static void assert503(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpResponse<String> call(Gateway gateway, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.address() + path))
                        .header("X-API-Key", KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
