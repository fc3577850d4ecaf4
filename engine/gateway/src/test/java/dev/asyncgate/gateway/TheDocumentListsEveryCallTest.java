package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever reads /openapi.json and /docs, without a key and without another server, knows every call of the contract. */
class TheDocumentListsEveryCallTest {

    private static final Set<String> CONTRACT = Set.of(
            "POST /v1/tasks",
            "POST /v1/tasks/batch",
            "GET /v1/tasks/{task_id}",
            "GET /v1/tasks",
            "GET /v1/tasks/running",
            "POST /v1/tasks/{task_id}/cancel",
            "GET /v1/receipts",
            "GET /v1/receipts/ledger",
            "GET /v1/receipts/{receipt_id}",
            "GET /v1/receipts/{receipt_id}/children",
            "GET /v1/lineage",
            "POST /v1/receipts/{receipt_id}/ack",
            "GET /v1/obligations/open",
            "GET /v1/bootstrap",
            "POST /v1/leases/claim",
            "POST /v1/leases/renew",
            "POST /v1/leases/release",
            "POST /v1/leases/complete",
            "POST /v1/tasks/{task_id}/running",
            "POST /v1/tasks/{task_id}/progress",
            "POST /v1/tasks/{task_id}/complete",
            "POST /v1/tasks/{task_id}/amend",
            "POST /v1/tasks/{task_id}/fail",
            "GET /v1/health",
            "GET /v1/config",
            "GET /v1/metrics",
            "POST /v1/admin/keys",
            "GET /v1/admin/keys",
            "DELETE /v1/admin/keys/{key_id}",
            "GET /v1/admin/limits",
            "PUT /v1/admin/limits",
            "POST /v1/admin/leases/{lease_id}/revoke",
            "POST /v1/admin/tasks/{task_id}/retry",
            "POST /v1/admin/tasks/{task_id}/hold",
            "POST /v1/admin/tasks/{task_id}/resume",
            "POST /v1/admin/tasks/{task_id}/priority",
            "POST /v1/admin/receipts/{receipt_id}/waive",
            "PUT /v1/admin/paused-types/{type}",
            "DELETE /v1/admin/paused-types/{type}",
            "GET /v1/admin/audit");

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void everyCallOfTheContractAndNoOtherStandsInTheDocument() {
        JsonNode document = gateway.send(gateway.bare("/openapi.json").GET()).json();
        assertThat(document.at("/openapi").asString()).isEqualTo("3.1.0");
        Set<String> listed = new TreeSet<>();
        document.at("/paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    listed.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                    assertThat(operation.at("/responses/200/content")).isNotEmpty();
                    assertThat(operation.at("/description").asString()).isNotBlank();
                }));
        assertThat(listed).isEqualTo(new TreeSet<>(CONTRACT));
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        TestGateway.Answer page = gateway.send(gateway.bare("/docs").GET());
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.response().body())
                .doesNotContain("://")
                .doesNotContain("<script>")
                .doesNotContain("style=");
        assertThat(gateway.send(gateway.bare("/docs/docs.js").GET()).status()).isEqualTo(200);
        assertThat(gateway.send(gateway.bare("/docs/docs.css").GET()).header("Content-Type"))
                .startsWith("text/css");
    }

    @Test
    void anOldCallSaysSo() {
        TestGateway.Answer old = gateway.get("/v1/bootstrap?principal_kind=agent&principal_id=planner");
        assertThat(old.header("Deprecation")).isEqualTo("true");
        assertThat(old.header("X-AsyncGate-Deprecated")).contains("/v1/obligations/open");
        assertThat(old.json().at("/attention/inbox_receipts")).isEmpty();
    }
}
