package dev.asyncgate.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.gateway.TestGateway.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The metrics tell how calls come out and how the queues stand: to each key of its own tenant, and of nobody else's. */
class WhoWatchesSeesWhatHappensTest {

    private TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void callsAreCountedByTheirOutcome() {
        create("render");
        create("render");
        gateway.get("/v1/tasks/" + gateway.gate.tenant);
        gateway.post("/v1/tasks?principal_kind=agent&principal_id=planner", "{}");

        String metrics = gateway.get("/metrics").response().body();
        assertThat(metrics)
                .contains("asyncgate_calls_seconds_count{" + labels("create_task", "ok") + "} 2")
                .contains("asyncgate_calls_seconds_count{" + labels("create_task", "INVALID_REQUEST") + "} 1")
                .contains("asyncgate_calls_seconds_count{" + labels("get_task", "TASK_NOT_FOUND") + "} 1")
                .contains("asyncgate_calls_seconds_bucket{" + labels("create_task", "ok") + ",le=\"+Inf\"} 2");
    }

    @Test
    void theQueueIsToldByStateAndType() {
        create("render");
        create("mail");
        gateway.post("/v1/leases/claim", "{\"worker_id\":\"w\",\"accept_types\":[\"mail\"]}");

        String tenant = "tenant=\"" + gateway.gate.tenant + "\"";
        assertThat(gateway.get("/metrics").response().body())
                .contains("asyncgate_tasks{status=\"queued\"," + tenant + ",type=\"render\"} 1.0")
                .contains("asyncgate_tasks{status=\"leased\"," + tenant + ",type=\"mail\"} 1.0")
                .contains("asyncgate_oldest_eligible_age_seconds{" + tenant + ",type=\"render\"} 0.0")
                .contains("asyncgate_leases_active{" + tenant + "} 1.0")
                .contains("asyncgate_open_obligations{" + tenant + "} 2.0");
    }

    @Test
    void whoeverMayNameEveryTenantAlsoSeesTheProgram() {
        assertThat(gateway.send(gateway.bare("/metrics").GET()).response().body())
                .contains("asyncgate_database_up 1.0")
                .contains("asyncgate_pool_connections{state=\"active\"}")
                .contains("asyncgate_waiting_claims 0.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void aTenantIsToldOfItselfAlone() {
        create("render");
        String metrics = gateway.get("/metrics").response().body();
        assertThat(metrics.lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(gateway.gate.tenant.toString()));
    }

    @Test
    void theContractsOwnShapeIsKept() {
        create("render");
        JsonNode answer = gateway.get("/v1/metrics").json();
        assertThat(answer.at("/metrics/counters/create_task.ok").longValue()).isOne();
        assertThat(answer.at("/metrics/timings/create_task/count").longValue()).isOne();
        assertThat(answer.at("/metrics/gauges/open_obligations").longValue()).isOne();
        assertThat(answer.at("/queue_sizes/queued").longValue()).isOne();
        assertThat(answer.at("/queue_sizes/succeeded").longValue()).isZero();
    }

    @Test
    void metricsAskForAnAdminKeyOrTheScope() {
        gateway.close();
        gateway = TestGateway.with(Map.of("API_KEY", "ag_the-admin-key-of-this-test-0123456789", "ENV", "development"));
        assertThat(gateway.send(gateway.bare("/metrics").GET()).status()).isEqualTo(401);
        assertThat(gateway.send(gateway.bare("/v1/metrics").GET()).status()).isEqualTo(401);
        String agent = key("{\"role\":\"agent\"}");
        String watcher = key("{\"role\":\"agent\",\"scopes\":[\"metrics\"]}");
        assertThat(with(agent, "/metrics").status()).isEqualTo(403);
        assertThat(with(agent, "/v1/metrics").status()).isEqualTo(403);
        assertThat(with(watcher, "/metrics").status()).isEqualTo(200);
        assertThat(with(watcher, "/metrics").response().body()).doesNotContain("jvm_");
        assertThat(with(watcher, "/v1/metrics").status()).isEqualTo(200);
    }

    private String key(String grant) {
        Answer created = gateway.send(gateway.bare("/v1/admin/keys")
                .header("X-API-Key", "ag_the-admin-key-of-this-test-0123456789")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(grant)));
        return created.text("/key");
    }

    private Answer with(String key, String path) {
        return gateway.send(gateway.bare(path).header("X-API-Key", key).GET());
    }

    private void create(String type) {
        Answer created = gateway.post(
                "/v1/tasks?principal_kind=agent&principal_id=planner",
                "{\"type\":\"" + type + "\",\"principal_ai\":\"planner\"}");
        assertThat(created.status()).isEqualTo(200);
    }

    private String labels(String call, String outcome) {
        return "call=\"" + call + "\",outcome=\"" + outcome + "\",tenant=\"" + gateway.gate.tenant + "\"";
    }
}
