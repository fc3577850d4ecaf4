package dev.asyncgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code .env} that a deployment has is served as it stands, and its log tells programs what happened and no secrets. */
@Timeout(180)
class AnExistingDeploymentIsServedTest {

    private static final String KEY = "the-key-that-this-deployment-has-had-for-years";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @TempDir
    Path folder;

    private final TestGate gate = TestGate.open();

    @SuppressWarnings("NullAway.Init")
    private Serving serve;

    @BeforeEach
    void start() throws Exception {
        Path env = Files.writeString(folder.resolve(".env"), """
                # Deployment of the gate, shared with the other programs of the stack
                COMPOSE_PROJECT_NAME=stack
                POSTGRES_PASSWORD=not-ours
                export ASYNCGATE_ENV=production
                ASYNCGATE_INSTANCE_ID="gate-eu-1"
                ASYNCGATE_DATABASE_URL=%s
                ASYNCGATE_API_KEY='%s'
                ASYNCGATE_HOST=127.0.0.1
                ASYNCGATE_PORT=0
                ASYNCGATE_CORS_ALLOWED_ORIGINS=https://app.example, https://ops.example
                ASYNCGATE_RATE_LIMIT_ENABLED=true
                ASYNCGATE_RATE_LIMIT_DEFAULT_CALLS=1000
                ASYNCGATE_RATE_LIMIT_BACKEND=postgresql
                ASYNCGATE_DEFAULT_LEASE_TTL_SECONDS=90
                ASYNCGATE_SWEEP_ENABLED=false
                ASYNCGATE_RECEIPT_MODE=standalone
                ASYNCGATE_RECEIPTGATE_ENDPOINT=
                """.formatted(url(), KEY));
        serve = Serving.start(
                Map.of(),
                "--env-file",
                env.toString(),
                "--data-dir",
                folder.resolve("data").toString());
    }

    @AfterEach
    void end() {
        serve.close();
        gate.close();
    }

    @Test
    void andItsLogTellsWhatHappenedAndNoSecrets() throws Exception {
        assertThat(serve.ready())
                .contains("every call takes a key")
                .doesNotContain(TestServer.program().password());
        assertThat(serve.send(serve.request("/v1/health")).body()).contains("\"healthy\"", "\"gate-eu-1\"");
        HttpResponse<String> preflight = serve.send(serve.request("/v1/tasks")
                .header("Origin", "https://ops.example")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://ops.example");
        HttpResponse<String> created = serve.send(keyed("/v1/tasks?principal_kind=agent&principal_id=somebody-s-agent")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString("""
                        {"type":"t","principal_ai":"p","payload":{"note":"nobody's business"}}""")));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        UUID taskId = UUID.fromString(
                new JsonMapper().readTree(created.body()).at("/task_id").asString());
        assertThat(gate.gate.inspector(Gate.DEFAULT_TENANT).getTask(taskId).type())
                .isEqualTo("t");
        assertThat(created.headers().firstValue("X-RateLimit-Limit")).contains("1000");
        assertThat(serve.send(keyed("/v1/tasks/" + UUID.randomUUID()).GET()).statusCode())
                .isEqualTo(404);
        assertThat(serve.send(serve.request("/v1/config").header("X-API-Key", "ag_somebody-elses-key-0123456789abcdef"))
                        .statusCode())
                .isEqualTo(401);

        serve.stop();
        assertThat(serve.process.waitFor()).isEqualTo(ExitCode.OK);
        String log = Files.readString(folder.resolve("data/logs/asyncgate.log"));
        assertThat(log)
                .doesNotContain(KEY)
                .doesNotContain("somebody-elses-key")
                .doesNotContain("nobody's business")
                .doesNotContain("somebody-s-agent")
                .doesNotContain(TestServer.program().password());
        List<JsonNode> requests = log.lines()
                .map(line -> new JsonMapper().readTree(line))
                .filter(line -> line.at("/message").asString().equals("request"))
                .toList();
        assertThat(requests).hasSize(5);
        assertThat(requests.get(2).at("/trace_id").asString()).isEqualTo(TRACE);
        assertThat(requests.get(2).at("/method").asString()).isEqualTo("POST");
        assertThat(requests.get(2).at("/path").asString()).isEqualTo("/v1/tasks");
        assertThat(requests.get(2).at("/status").asInt()).isEqualTo(200);
        assertThat(requests.get(2).at("/tenant_id").asString()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(requests.get(3).at("/path").asString()).isEqualTo("/v1/tasks/{task_id}");
        assertThat(requests.get(4).at("/status").asInt()).isEqualTo(401);
    }

    private HttpRequest.Builder keyed(String path) throws Exception {
        return serve.request(path).header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json");
    }

    /** As other programs of such a stack write it. */
    private static String url() {
        DatabaseAddress address = TestServer.program();
        String[] halves = address.jdbcUrl().substring("jdbc:".length()).split("://", 2);
        return "postgresql+asyncpg://" + address.user() + ":" + address.password() + "@" + halves[1];
    }
}
