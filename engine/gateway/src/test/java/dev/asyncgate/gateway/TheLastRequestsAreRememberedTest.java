package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Eventually;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever runs a gateway sees what was called last, and with which key; never the key itself. */
class TheLastRequestsAreRememberedTest {

    private static final String TASK = "{\"type\":\"report\",\"payload\":{\"month\":11},\"principal_ai\":\"planner\"}";

    @Test
    void theNewestFirstWithWhatWasAnswered() throws InterruptedException {
        try (TestGateway gateway = TestGateway.with(Map.of())) {
            String key = gateway.key(Grant.of(Role.AGENT));
            TestGateway.Answer created =
                    gateway.send(gateway.keyed("/v1/tasks?principal_kind=agent&principal_id=planner", key)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(TASK)));
            gateway.send(gateway.keyed("/v1/config", "ag_nobody"));

            await(gateway, 2);
            List<HeardCall> heard = gateway.gateway.recentCalls();
            assertThat(heard).extracting(HeardCall::status).containsExactly(401, 200);
            assertThat(heard.getFirst().tenantId()).isNull();
            HeardCall call = heard.getLast();
            assertThat(call.target()).isEqualTo("/v1/tasks?principal_kind=agent&principal_id=planner");
            assertThat(call.tenantId()).isEqualTo(gateway.gate.tenant);
            assertThat(call.traceId()).isEqualTo(created.header("X-Trace-ID"));
            assertThat(call.body()).isEqualTo(TASK);
            assertThat(call.rate()).isNotNull();
            assertThat(heard.toString()).doesNotContain(key);
            assertThat(gateway.gateway.callsHeard()).isEqualTo(2);
        }
    }

    @Test
    void whatWasTooManyIsRememberedByTheNameOfItsKey() throws InterruptedException {
        try (TestGateway gateway = TestGateway.with(Map.of("RATE_LIMIT_DEFAULT_CALLS", "1"))) {
            var grant = new Grant(Role.AGENT, "hasty", Set.of(), List.of(), List.of(), Set.of(), null, null);
            String key = gateway.key(grant);
            gateway.send(gateway.keyed("/v1/config", key));
            gateway.send(gateway.keyed("/v1/config", key));
            await(gateway, 2);
            HeardCall call = gateway.gateway.recentCalls().getFirst();
            assertThat(call.status()).isEqualTo(429);
            assertThat(call.keyName()).isEqualTo("hasty");
            assertThat(call.keyId()).as("it was not let in").isNull();
        }
    }

    @Test
    void ofALongBodyTheBeginningIsKept() throws InterruptedException {
        try (TestGateway gateway = TestGateway.open()) {
            String text = "{\"type\":\"report\",\"payload\":{\"text\":\"" + "x".repeat(10_000)
                    + "\"},\"principal_ai\":\"planner\"}";
            gateway.post("/v1/tasks?principal_kind=agent&principal_id=planner", text);
            await(gateway, 1);
            HeardCall call = gateway.gateway.recentCalls().getFirst();
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.isWhole()).isFalse();
            assertThat(call.bodyBytes()).isEqualTo(text.length());
            assertThat(call.body()).hasSize(RecentCalls.MOST_BODY_BYTES);
        }
    }

    @Test
    void noMoreThanItKeeps() throws InterruptedException {
        try (TestGateway gateway = TestGateway.open()) {
            for (int i = 0; i < RecentCalls.MOST + 5; i++) {
                gateway.get("/v1/health");
            }
            await(gateway, RecentCalls.MOST + 5);
            assertThat(gateway.gateway.recentCalls()).hasSize(RecentCalls.MOST);
            assertThat(gateway.gateway.callsHeard()).isEqualTo(RecentCalls.MOST + 5);
        }
    }

    /** A call is remembered once it was answered, and so maybe after its caller has the answer. */
    private static void await(TestGateway gateway, int calls) throws InterruptedException {
        Eventually.is(
                calls + " calls are remembered", Duration.ofSeconds(20), () -> gateway.gateway.callsHeard() >= calls);
    }
}
