package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever runs a gateway sees what was called last, and with which key; never the key itself. */
class TheLastRequestsAreRememberedTest {

    private static final String TASK = "{\"type\":\"report\",\"payload\":{\"month\":11},\"principal_ai\":\"planner\"}";

    @Test
    void theNewestFirstWithWhatWasAnswered() throws Exception {
        try (TestGateway gateway = TestGateway.with(Map.of())) {
            String key = gateway.key(Grant.of(Role.AGENT));
            TestGateway.Answer created =
                    gateway.send(gateway.keyed("/v1/tasks?principal_kind=agent&principal_id=planner", key)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(TASK)));
            gateway.send(gateway.keyed("/v1/config", "ag_nobody"));

            List<HeardCall> heard = heard(gateway, 2);
            assertThat(heard).extracting(HeardCall::status).containsExactly(401, 200);
            assertThat(heard.getFirst().tenantId()).isNull();
            HeardCall call = heard.getLast();
            assertThat(call.target()).isEqualTo("/v1/tasks?principal_kind=agent&principal_id=planner");
            assertThat(call.tenantId()).isEqualTo(gateway.gate.tenant);
            assertThat(call.traceId()).isEqualTo(created.header("X-Trace-ID"));
            assertThat(call.body().beginning()).isEqualTo(TASK);
            assertThat(call.answer().beginning()).isEqualTo(created.response().body());
            assertThat(call.answer().bytes())
                    .isEqualTo(created.response().body().length());
            assertThat(heard.getFirst().answer().beginning()).contains("UNAUTHENTICATED");
            assertThat(call.rate()).isNotNull();
            assertThat(heard.toString()).doesNotContain(key);
            assertThat(gateway.gateway.callsHeard()).isEqualTo(2);
        }
    }

    @Test
    void whoWasRefusedForItsRateIsKnownByItsKey() throws Exception {
        try (TestGateway gateway = TestGateway.with(Map.of())) {
            var operator = gateway.gate.gate.operator(gateway.gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
            var created = operator.createKey(Grant.of(Role.AGENT));
            operator.setLimit(created.key().keyId(), new CallLimit(1, Duration.ofSeconds(60)));
            gateway.send(gateway.keyed("/v1/config", created.secret()));
            gateway.send(gateway.keyed("/v1/config", created.secret()));

            HeardCall refused = heard(gateway, 2).getFirst();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.tenantId()).isEqualTo(gateway.gate.tenant);
            assertThat(refused.keyId()).isEqualTo(created.key().keyId());
            assertThat(refused.keyName()).isEqualTo(created.key().prefix());
        }
    }

    @Test
    void ofALongBodyTheBeginningIsKept() throws Exception {
        try (TestGateway gateway = TestGateway.open()) {
            String text = "{\"type\":\"report\",\"payload\":{\"text\":\"" + "x".repeat(10_000)
                    + "\"},\"principal_ai\":\"planner\"}";
            gateway.post("/v1/tasks?principal_kind=agent&principal_id=planner", text);
            HeardCall call = heard(gateway, 1).getFirst();
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.body().isWhole()).isFalse();
            assertThat(call.body().bytes()).isEqualTo(text.length());
            assertThat(call.body().beginning()).hasSize(HeardCall.MOST_BODY_BYTES);
        }
    }

    @Test
    void ofALongAnswerTheBeginningIsKept() throws Exception {
        try (TestGateway gateway = TestGateway.open()) {
            String document = gateway.get("/openapi.json").response().body();
            HeardCall call = heard(gateway, 1).getFirst();
            assertThat(call.answer().isWhole()).isFalse();
            assertThat(call.answer().bytes()).isEqualTo(document.getBytes(StandardCharsets.UTF_8).length);
            assertThat(call.answer().beginning()).hasSize(HeardCall.MOST_BODY_BYTES);
            assertThat(document).startsWith(call.answer().beginning());
        }
    }

    @Test
    void aKeyThatWasMadeIsKnownToItsCallerAlone() throws Exception {
        try (TestGateway gateway = TestGateway.open()) {
            String key = gateway.post("/v1/admin/keys", "{\"role\": \"agent\"}").text("/key");
            HeardCall call = heard(gateway, 1).getFirst();
            assertThat(key).startsWith("ag_");
            assertThat(call.toString()).doesNotContain(key).contains(key.substring(0, "ag_12345678".length()) + "…");
        }
    }

    @Test
    void noMoreThanItKeeps() throws Exception {
        try (TestGateway gateway = TestGateway.open()) {
            for (int i = 0; i < Gateway.MOST_RECENT_CALLS + 5; i++) {
                gateway.get("/v1/health");
            }
            assertThat(heard(gateway, Gateway.MOST_RECENT_CALLS + 5)).hasSize(Gateway.MOST_RECENT_CALLS);
            assertThat(gateway.gateway.callsHeard()).isEqualTo(Gateway.MOST_RECENT_CALLS + 5);
        }
    }

    /** A call is remembered once it was answered, which whoever called may know before. */
    private static List<HeardCall> heard(TestGateway gateway, int calls) throws InterruptedException {
        Eventually.is(
                calls + " calls are remembered", Duration.ofSeconds(10), () -> gateway.gateway.callsHeard() == calls);
        return gateway.gateway.recentCalls();
    }
}
