package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.audit.AuditFilter;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.gateway.TestGateway;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys, roles, tenants and origins mean over MCP what they mean over REST. */
class AgentsPassTheSameDoorTest {

    private static final String TASK = "{\"agent_id\":\"planner\",\"type\":\"x\",\"principal_ai\":\"planner\"}";

    private TestGateway gateway = TestGateway.with(Map.of("RATE_LIMIT_ENABLED", "false"));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void withoutAKeyNothingIsSaid() {
        TestGateway.Answer refused =
                TestMcp.post(gateway, gateway.bare(McpServlet.PATH), TestMcp.message("tools/list", "{}"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error")).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void aForeignOriginIsTurnedAway() {
        TestGateway.Answer refused = TestMcp.post(
                gateway,
                TestMcp.of(gateway, key(Role.AGENT)).inSession().header("Origin", "https://evil.example"),
                TestMcp.message("tools/list", "{}"));
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void aWorkersKeyCannotCreateNorAnAgentsClaim() {
        TestMcp.Result created = TestMcp.of(gateway, key(Role.WORKER)).call("create_task", TASK);
        assertThat(created.refused()).isTrue();
        assertThat(created.text("/code")).isEqualTo("UNAUTHORIZED");
        assertThat(TestMcp.of(gateway, key(Role.AGENT))
                        .call("lease_next", "{\"worker_id\":\"w\"}")
                        .text("/code"))
                .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void callsAreCountedInTheSameWindow() {
        gateway.close();
        gateway = TestGateway.with(Map.of("RATE_LIMIT_DEFAULT_CALLS", "4"));
        String key = key(Role.AGENT);
        TestMcp session = TestMcp.of(gateway, key);
        assertThat(session.call("get_config", "{}").refused()).isFalse();
        assertThat(gateway.send(gateway.keyed("/v1/config", key)).header("X-RateLimit-Remaining"))
                .isEqualTo("0");
        TestGateway.Answer refused = TestMcp.post(gateway, session.inSession(), TestMcp.message("tools/list", "{}"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
    }

    @Test
    void whatAKeyMayNotDoIsInTheAudit() {
        TestMcp.of(gateway, key(Role.WORKER)).call("create_task", TASK);
        assertThat(gateway.gate.inspector.audit(AuditFilter.ALL, 50, null).events())
                .anySatisfy(event -> assertThat(event.toString()).contains("asyncgate_create_task", "UNAUTHORIZED"));
    }

    @Test
    void aTenantThatIsNamedMustBeTheOneOfTheKey() {
        TestMcp agent = TestMcp.of(gateway, key(Role.AGENT));
        String named = TASK.replace("{", "{\"tenant_id\":\"%s\",");
        assertThat(agent.call("create_task", named.formatted(gateway.gate.tenant))
                        .refused())
                .isFalse();
        assertThat(agent.call("create_task", named.formatted(UUID.randomUUID())).text("/code"))
                .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void namesWithDotsAreAnsweredToo() {
        JsonNode answer = TestMcp.of(gateway, key(Role.AGENT))
                .send("tools/call", "{\"name\":\"asyncgate.create_task\",\"arguments\":%s}".formatted(TASK));
        assertThat(answer.at("/result/structuredContent/status").asString()).isEqualTo("queued");
    }

    @Test
    void aToolThatIsNotThereIsAnErrorOfTheProtocol() {
        JsonNode answer = TestMcp.of(gateway, key(Role.AGENT)).send("tools/call", "{\"name\":\"asyncgate_sudo\"}");
        assertThat(answer.has("result")).isFalse();
        assertThat(answer.at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void noOtherKeyEntersASession() {
        String name = TestMcp.of(gateway, key(Role.AGENT)).name();
        HttpRequest.Builder stranger = gateway.bare(McpServlet.PATH)
                .header("Authorization", "Bearer " + key(Role.AGENT))
                .header("Mcp-Session-Id", name);
        TestGateway.Answer refused = TestMcp.post(gateway, stranger, TestMcp.message("tools/list", "{}"));
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.text("/error")).isEqualTo("NOT_FOUND");
    }

    @Test
    void anEndedSessionIsNotFound() {
        TestMcp session = TestMcp.of(gateway, key(Role.AGENT));
        assertThat(gateway.send(session.inSession().DELETE()).status()).isEqualTo(200);
        TestGateway.Answer refused = TestMcp.post(gateway, session.inSession(), TestMcp.message("tools/list", "{}"));
        assertThat(refused.status()).isEqualTo(404);
    }

    @Test
    void eachCallOfTwoSessionsIsItsOwnTenants() {
        TestMcp ours = TestMcp.of(gateway, key(Role.AGENT));
        try (TestGateway other = TestGateway.with(Map.of("RATE_LIMIT_ENABLED", "false"))) {
            TestMcp theirs = TestMcp.of(gateway, key(other, Role.AGENT));
            String taskId = ours.call("create_task", TASK).text("/task_id");
            String asked = "{\"task_id\":\"%s\"}".formatted(taskId);
            assertThat(ours.call("get_task", asked).text("/task_id")).isEqualTo(taskId);
            assertThat(theirs.call("get_task", asked).text("/code")).isEqualTo("TASK_NOT_FOUND");
        }
    }

    @Test
    void brokenMessagesAreRefusedWithoutATrace() {
        TestMcp session = TestMcp.of(gateway, key(Role.AGENT));
        for (String broken : new String[] {"{", "[]", "{\"jsonrpc\":\"2.0\"}", "{\"a\":1,\"a\":2}"}) {
            TestGateway.Answer refused = TestMcp.post(gateway, session.inSession(), broken);
            assertThat(refused.status()).as(broken).isEqualTo(400);
            assertThat(refused.response().body()).doesNotContain("stackTrace").doesNotContain("at java");
        }
        TestGateway.Answer text = gateway.send(session.inSession()
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(TestMcp.message("tools/list", "{}"))));
        assertThat(text.status()).isEqualTo(415);
    }

    private String key(Role role) {
        return key(gateway, role);
    }

    private static String key(TestGateway gateway, Role role) {
        return gateway.gate
                .gate
                .operator(gateway.gate.tenant, TestGate.PLANNER)
                .createKey(Grant.of(role))
                .secret();
    }
}
