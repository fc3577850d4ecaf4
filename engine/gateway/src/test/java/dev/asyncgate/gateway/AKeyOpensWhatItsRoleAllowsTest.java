package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may make which call follows from the key alone. */
class AKeyOpensWhatItsRoleAllowsTest {

    private static final String ADMIN = "a key of more than 20 characters";

    private final TestGateway gateway =
            TestGateway.with(Map.of("API_KEY", ADMIN, "RATE_LIMIT_DEFAULT_CALLS", "100000"));

    @AfterEach
    void close() {
        gateway.close();
    }

    /** Each call and the letters of the roles that may make it: agent, worker, admin (d). */
    @ParameterizedTest
    @CsvSource({
        "POST, /v1/tasks, ad",
        "POST, /v1/tasks/batch, ad",
        "GET,  /v1/tasks/{id}, awd",
        "GET,  /v1/tasks, ad",
        "GET,  /v1/tasks/running, ad",
        "POST, /v1/tasks/{id}/cancel, ad",
        "GET,  /v1/receipts, awd",
        "GET,  /v1/receipts/ledger, ad",
        "GET,  /v1/receipts/{id}, awd",
        "GET,  /v1/receipts/{id}/children, awd",
        "GET,  /v1/lineage, ad",
        "POST, /v1/receipts/{id}/ack, awd",
        "GET,  /v1/obligations/open?principal_kind=agent&principal_id=planner, awd",
        "POST, /v1/leases/claim, wd",
        "POST, /v1/leases/renew, wd",
        "POST, /v1/leases/release, wd",
        "POST, /v1/leases/complete, wd",
        "POST, /v1/tasks/{id}/running, wd",
        "POST, /v1/tasks/{id}/progress, wd",
        "POST, /v1/tasks/{id}/complete, wd",
        "POST, /v1/tasks/{id}/amend, wd",
        "POST, /v1/tasks/{id}/fail, wd",
        "GET,  /v1/config, awd",
        "POST, /v1/admin/leases/{id}/revoke, d",
        "POST, /v1/admin/tasks/{id}/retry, d",
        "POST, /v1/admin/tasks/{id}/hold, d",
        "POST, /v1/admin/tasks/{id}/resume, d",
        "POST, /v1/admin/tasks/{id}/priority, d",
        "POST, /v1/admin/receipts/{id}/waive, d",
        "PUT,  /v1/admin/paused-types/some, d",
        "DELETE, /v1/admin/paused-types/some, d",
    })
    void callByCallAndRoleByRole(String method, String path, String allowed) {
        String concrete = path.replace("{id}", UUID.randomUUID().toString());
        Map<Role, String> letters = Map.of(Role.AGENT, "a", Role.WORKER, "w", Role.ADMIN, "d");
        letters.forEach((role, letter) -> {
            int status = status(gateway.keyed(concrete, gateway.key(Grant.of(role))), method);
            assertThat(status == 403)
                    .as("%s %s by %s: %d", method, path, role, status)
                    .isNotEqualTo(allowed.contains(letter));
            assertThat(status).isNotIn(401, 405, 500);
        });
        assertThat(status(gateway.bare(concrete), method)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/health", "/v1/config", "/v1/tasks", "/v1/nothing"})
    void aKeyThatIsOfferedMustBeValidOnAnOpenGateToo(String path) {
        try (TestGateway open = TestGateway.open()) {
            for (TestGateway each : List.of(open, gateway)) {
                for (String key : List.of("x", "ag_" + "A".repeat(43), "")) {
                    assertThat(each.send(each.bare(path).header("Authorization", "Bearer " + key))
                                    .status())
                            .isEqualTo(401);
                    assertThat(each.send(each.bare(path).header("X-API-Key", key))
                                    .status())
                            .isEqualTo(401);
                }
                assertThat(each.send(each.bare(path).header("Authorization", "Basic YTpi"))
                                .status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aRevocationHoldsForEveryGatewayWithinASecond() throws Exception {
        try (TestGateway other = TestGateway.with(Map.of("API_KEY", ADMIN, "RATE_LIMIT_DEFAULT_CALLS", "100000"))) {
            var operator = gateway.gate.gate.operator(gateway.gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
            var created = operator.createKey(Grant.of(Role.AGENT));
            assertThat(other.send(other.keyed("/v1/config", created.secret())).status())
                    .isEqualTo(200);
            operator.revokeKey(created.key().keyId());
            Eventually.is(
                    "the other gateway refuses it",
                    Duration.ofSeconds(1),
                    () -> other.send(other.keyed("/v1/config", created.secret()))
                                    .status()
                            == 401);
            assertThat(other.send(other.keyed("/v1/config", created.secret())).text("/error"))
                    .isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void theTenantIsTheKeysUnlessAnAdminKeyMayNameIt() {
        UUID another = UUID.randomUUID();
        String agent = gateway.key(Grant.of(Role.AGENT));
        String admin =
                gateway.key(new Grant(Role.ADMIN, null, Set.of(), List.of(), List.of(), Set.of(another), null, null));
        assertThat(naming(agent, gateway.gate.tenant.toString())).isEqualTo(200);
        assertThat(naming(agent, gateway.gate.tenant.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(200);
        assertThat(naming(agent, another.toString())).isEqualTo(403);
        assertThat(naming(agent, Gate.DEFAULT_TENANT.toString())).isEqualTo(403);
        assertThat(naming(admin, another.toString())).isEqualTo(200);
        assertThat(naming(admin, UUID.randomUUID().toString())).isEqualTo(403);
        assertThat(naming(ADMIN, UUID.randomUUID().toString())).isEqualTo(200);
        assertThat(naming(ADMIN, "0-0-0-0-0")).isEqualTo(400);
        assertThat(naming(ADMIN, "no tenant")).isEqualTo(400);
    }

    @Test
    void aBoundKeySpeaksAsWhatItNamesAlone() {
        String key = gateway.key(new Grant(
                Role.AGENT,
                null,
                Set.of(),
                List.of(new PrincipalPattern(PrincipalKind.AGENT, "team-*")),
                List.of(),
                Set.of(),
                null,
                null));
        assertThat(creating(key, "agent", "team-1").status()).isEqualTo(200);
        assertThat(creating(key, "agent", " ext:team-2 ").status()).isEqualTo(200);
        assertThat(creating(key, "agent", "planner").status()).isEqualTo(403);
        assertThat(creating(key, "service", "team-1").status()).isEqualTo(403);
        String worker =
                gateway.key(new Grant(Role.WORKER, null, Set.of(), List.of(), List.of("w-1"), Set.of(), null, null));
        assertThat(claiming(worker, "w-1").status()).isEqualTo(200);
        assertThat(claiming(worker, "w-2").status()).isEqualTo(403);
    }

    @Test
    void aPersonSpeaksWithAnAdminKeyAlone() {
        assertThat(creating(gateway.key(Grant.of(Role.AGENT)), "human", "ann").status())
                .isEqualTo(403);
        assertThat(creating(gateway.key(Grant.of(Role.ADMIN)), "human", "ann").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sys:sweep",
                "svc:asyncgate",
                "SVC:AsyncGate",
                "ext:svc:asyncgate",
                "Ext: ext:EXT:svc:asyncgate",
                "  svc:asyncgate",
                "\uFF53\uFF56\uFF43:asyncgate",
                "\uFF33YS:x",
                "svc\uFF1Aasyncgate",
            })
    void nobodyOutsideSpeaksAsAnInternalPrincipalHoweverItIsSpelt(String id) {
        String quoted = "\"" + id + "\"";
        UUID any = UUID.randomUUID();
        assertForbidden(creating(ADMIN, "agent", id));
        assertForbidden(claiming(ADMIN, id));
        assertForbidden(
                post("/v1/tasks/" + any + "/cancel", "{\"principal_kind\":\"agent\",\"principal_id\":" + quoted + "}"));
        assertForbidden(
                post("/v1/receipts/" + any + "/ack", "{\"principal_kind\":\"agent\",\"principal_id\":" + quoted + "}"));
        assertForbidden(post(
                "/v1/admin/tasks/" + any + "/hold",
                "{\"principal_kind\":\"service\",\"principal_id\":" + quoted + "}"));
        for (String call : List.of("running", "progress", "complete", "fail", "amend")) {
            assertForbidden(post("/v1/tasks/" + any + "/" + call, """
                    {"worker_id":%s,"lease_id":"%s","progress":{},"result":{},"error":{}}""".formatted(quoted, any)));
        }
    }

    @Test
    void theKindSystemIsNobodysOutside() {
        assertForbidden(creating(ADMIN, "system", "planner"));
        assertForbidden(post("/v1/leases/claim", "{\"worker_id\":\"w\",\"worker_kind\":\"system\"}"));
    }

    private static void assertForbidden(TestGateway.Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        assertThat(answer.text("/error")).isEqualTo("UNAUTHORIZED");
    }

    private int naming(String key, String tenant) {
        return gateway.send(gateway.keyed("/v1/config", key).header("X-Tenant-ID", tenant))
                .status();
    }

    private TestGateway.Answer creating(String key, String kind, String id) {
        String query = "?principal_kind=" + kind + "&principal_id="
                + java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8);
        return gateway.send(
                body(gateway.keyed("/v1/tasks" + query, key), "{\"type\":\"x\",\"principal_ai\":\"planner\"}"));
    }

    private TestGateway.Answer claiming(String key, String workerId) {
        return gateway.send(body(gateway.keyed("/v1/leases/claim", key), "{\"worker_id\":\"" + workerId + "\"}"));
    }

    private TestGateway.Answer post(String path, String body) {
        return gateway.send(body(gateway.keyed(path, ADMIN), body));
    }

    private static HttpRequest.Builder body(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
    }

    private int status(HttpRequest.Builder request, String method) {
        boolean bare = method.equals("GET") || method.equals("DELETE");
        return gateway.send(request.header("Content-Type", "application/json")
                        .method(method, bare ? BodyPublishers.noBody() : BodyPublishers.ofString("{}")))
                .status();
    }
}
