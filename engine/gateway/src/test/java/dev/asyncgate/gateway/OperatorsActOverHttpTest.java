package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever operates needs no password of the database: an admin key does it, and the audit keeps who, from where and what. */
class OperatorsActOverHttpTest {

    private final TestGateway gateway = TestGateway.with(Map.of("RATE_LIMIT_ENABLED", "false"));
    private final String admin =
            gateway.key(new Grant(Role.ADMIN, "night shift", Set.of(), List.of(), List.of(), Set.of(), null, null));
    private final String agent = gateway.key(Grant.of(Role.AGENT));
    private final String worker = gateway.key(Grant.of(Role.WORKER));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aLeaseThatIsRevokedIsWorthNothingToItsHolder() {
        String taskId = create();
        String leaseId = claim().at("/lease_id").asString();
        operate("POST", "/v1/admin/leases/" + leaseId + "/revoke", "{\"reason\":\"stuck\"}");
        TestGateway.Answer late = send(worker, "POST", "/v1/tasks/" + taskId + "/complete", """
                {"worker_id":"w-1","lease_id":"%s","result":{}}""".formatted(leaseId));
        assertThat(late.text("/error")).isEqualTo("LEASE_INVALID_OR_EXPIRED");
        assertThat(events("revokeLease")).singleElement().satisfies(event -> {
            assertThat(event.at("/actor_kind").asString()).isEqualTo("human");
            assertThat(event.at("/actor_id").asString()).isEqualTo("night shift");
            assertThat(event.at("/address").asString()).isEqualTo("127.0.0.1");
            assertThat(event.at("/reason").asString()).isEqualTo("stuck");
            assertThat(event.at("/lease_id").asString()).isEqualTo(leaseId);
        });
    }

    @Test
    void aReasonNeedNotBeGivenToRevoke() {
        create();
        operate("POST", "/v1/admin/leases/" + claim().at("/lease_id").asString() + "/revoke", "");
        assertThat(claim().isMissingNode()).isFalse();
    }

    @Test
    void aTaskThatIsHeldOrOfAPausedTypeWaitsUntilItIsResumed() {
        String taskId = create();
        operate("POST", "/v1/admin/tasks/" + taskId + "/hold", "{\"reason\":\"look first\"}");
        assertThat(claim().isMissingNode()).isTrue();
        TestGateway.Answer held = send(agent, "GET", "/v1/tasks/" + taskId, "");
        assertThat(held.text("/held")).isEqualTo("true");
        assertThat(held.text("/held_reason")).isEqualTo("look first");
        operate("POST", "/v1/admin/tasks/" + taskId + "/resume", "");
        operate("PUT", "/v1/admin/paused-types/unit", "{\"reason\":\"the printer burns\"}");
        assertThat(claim().isMissingNode()).isTrue();
        operate("DELETE", "/v1/admin/paused-types/unit", "");
        assertThat(claim().at("/task_id").asString()).isEqualTo(taskId);
    }

    @Test
    void whatIsUrgentGoesFirstAndTheAuditHasBeforeAndAfter() {
        create();
        String urgent = create();
        operate("POST", "/v1/admin/tasks/" + urgent + "/priority", "{\"priority\":7}");
        assertThat(claim().at("/task_id").asString()).isEqualTo(urgent);
        assertThat(events("reprioritize")).singleElement().satisfies(event -> {
            assertThat(event.at("/before").toString()).contains("0");
            assertThat(event.at("/after").toString()).contains("7");
        });
    }

    @Test
    void anObligationThatWillNeverBeProvenIsWaivedAndTheWorkDoneAgain() {
        String taskId = create();
        String leaseId = claim().at("/lease_id").asString();
        send(worker, "POST", "/v1/tasks/" + taskId + "/complete", """
                {"worker_id":"w-1","lease_id":"%s","result":{}}""".formatted(leaseId));
        String owed = owed().at("/0/receipt_id").asString();
        operate("POST", "/v1/admin/receipts/" + owed + "/waive", "{\"reason\":\"seen on the desk\"}");
        assertThat(owed()).isEmpty();
        String again =
                operate("POST", "/v1/admin/tasks/" + taskId + "/retry", "").text("/task_id");
        assertThat(send(agent, "GET", "/v1/tasks/" + again, "").text("/created_by/id"))
                .isEqualTo("planner");
        assertThat(owed()).hasSize(1);
    }

    @Test
    void anotherKeyMayNotAndTheAuditHasThatToo() {
        String taskId = create();
        assertThat(send(agent, "POST", "/v1/admin/tasks/" + taskId + "/hold", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(send(admin, "GET", "/v1/admin/audit", "").json().at("/events"))
                .anySatisfy(event -> {
                    assertThat(event.at("/code").asString()).isEqualTo("UNAUTHORIZED");
                    assertThat(event.at("/operation").asString()).contains("/hold");
                    assertThat(event.at("/address").asString()).isEqualTo("127.0.0.1");
                });
    }

    private String create() {
        return send(agent, "POST", "/v1/tasks?principal_kind=agent&principal_id=planner", """
                        {"type":"unit","principal_ai":"planner"}""")
                .text("/task_id");
    }

    private JsonNode claim() {
        return send(worker, "POST", "/v1/leases/claim", "{\"worker_id\":\"w-1\"}")
                .json()
                .at("/tasks/0");
    }

    private JsonNode owed() {
        return send(agent, "GET", "/v1/obligations/open?principal_kind=agent&principal_id=planner", "")
                .json()
                .at("/open_obligations");
    }

    private List<JsonNode> events(String operation) {
        return send(admin, "GET", "/v1/admin/audit?operation=" + operation, "").json().at("/events").values().stream()
                .toList();
    }

    private TestGateway.Answer operate(String method, String path, String body) {
        TestGateway.Answer answer = send(admin, method, path, body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer;
    }

    private TestGateway.Answer send(String key, String method, String path, String body) {
        return gateway.send(gateway.keyed(path, key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }
}
