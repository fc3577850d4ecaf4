package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who put a gate into service go through, point by point. */
class TheDeploymentChecklistPassesTest {

    private static final String KEY = "a key of more than 20 characters";
    private static final String ORIGIN = "https://app.example";
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[^\"]*");

    private final TestGateway gateway = TestGateway.with(
            Map.of("ENV", "production", "INSTANCE_ID", "gate-eu-1", "API_KEY", KEY, "CORS_ALLOWED_ORIGINS", ORIGIN));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void health() {
        TestGateway.Answer health = gateway.send(gateway.bare("/v1/health"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("/status")).isEqualTo("healthy");
        assertThat(health.text("/service")).isEqualTo("AsyncGate");
        assertThat(health.text("/instance_id")).isEqualTo("gate-eu-1");
    }

    @Test
    void aPreflightFromAListedOrigin() {
        TestGateway.Answer preflight = gateway.send(gateway.bare("/v1/tasks")
                .header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("access-control-allow-origin")).isEqualTo(ORIGIN);
    }

    @Test
    void ofAHundredAndTenParallelCallsTheLastTenAreRefused() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> calls = new ArrayList<>();
            for (int call = 0; call < 110; call++) {
                calls.add(executor.submit(
                        () -> gateway.send(gateway.bare("/v1/health")).status()));
            }
            for (Future<Integer> call : calls) {
                statuses.add(call.get());
            }
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
    }

    /** How fast, at 100,000 receipts and more: {@code asyncgate bench obligations}. */
    @Test
    void openObligationsAnswer() {
        create();
        TestGateway.Answer open = call("/v1/obligations/open?principal_kind=agent&principal_id=planner&limit=200");
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.json().at("/open_obligations")).hasSize(1);
        assertThat(open.json().propertyNames())
                .containsExactlyInAnyOrder("server", "relationship", "open_obligations", "cursor");
    }

    @Test
    void theLeasesAreInTheDatabase() throws Exception {
        String taskId = create();
        claim();
        assertThat(TestGate.value("SELECT task_id FROM leases WHERE tenant_id = '" + gateway.gate.tenant
                        + "' AND ended_at IS NULL AND worker_id = 'w-1'"))
                .isEqualTo(taskId);
    }

    @Test
    void theLeaseQueryInPsql() throws Exception {
        String taskId = create();
        claim();
        Programs.Run run = Programs.psql(
                "--command",
                "SELECT task_id, worker_id FROM asyncgate.leases WHERE ended_at IS NULL AND tenant_id = '"
                        + gateway.gate.tenant + "'");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output().strip()).isEqualTo(taskId + "|w-1");
    }

    @Test
    void everyInstantNamesItsZone() {
        String taskId = create();
        String claimed = claim();
        List<String> answers = new ArrayList<>(List.of(claimed));
        for (String path : List.of(
                "/v1/tasks/" + taskId,
                "/v1/tasks",
                "/v1/receipts?to_kind=agent&to_id=planner",
                "/v1/receipts/ledger?task_id=" + taskId,
                "/v1/lineage?task_id=" + taskId,
                "/v1/obligations/open?principal_kind=agent&principal_id=planner",
                "/v1/bootstrap?principal_kind=agent&principal_id=planner")) {
            TestGateway.Answer answer = call(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            answers.add(answer.response().body());
        }
        assertThat(answers)
                .allSatisfy(body -> assertThat(INSTANT.matcher(body).results())
                        .isNotEmpty()
                        .allSatisfy(instant -> assertThat(instant.group()).matches(".*(Z|\\+\\d\\d:?\\d\\d)")));
    }

    private String create() {
        return post(
                        "/v1/tasks?principal_kind=agent&principal_id=planner",
                        "{\"type\":\"unit\",\"principal_ai\":\"planner\"}")
                .text("/task_id");
    }

    private String claim() {
        TestGateway.Answer claimed = post("/v1/leases/claim", "{\"worker_id\":\"w-1\"}");
        assertThat(UUID.fromString(claimed.text("/tasks/0/task_id"))).isNotNull();
        return claimed.response().body();
    }

    private TestGateway.Answer call(String path) {
        return gateway.send(gateway.request(path).header("X-API-Key", KEY));
    }

    private TestGateway.Answer post(String path, String body) {
        return gateway.send(gateway.request(path)
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }
}
