package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a browser asks before a call, and what it needs to hand an answer, or an error, to a listed page. */
class ListedPagesCanReadEveryAnswerTest {

    private static final String PAGE = "https://console.example";

    private final TestGateway gateway =
            TestGateway.with(Map.of("API_KEY", "a key of more than 20 characters", "CORS_ALLOWED_ORIGINS", PAGE));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aPreflightNeedsNoKey() {
        TestGateway.Answer answer = preflight(PAGE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(PAGE);
        assertThat(answer.header("access-control-allow-methods").split(", "))
                .contains("GET", "POST", "PUT", "DELETE", "OPTIONS");
        assertThat(answer.header("access-control-allow-headers").split(", "))
                .contains(
                        "Authorization",
                        "X-API-Key",
                        "Content-Type",
                        "X-Tenant-ID",
                        "X-Trace-ID",
                        "X-Request-ID",
                        "traceparent",
                        "Mcp-Session-Id",
                        "MCP-Protocol-Version");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("100");
    }

    @Test
    void aPreflightOfAnotherPageIsRefused() {
        TestGateway.Answer answer = preflight("https://evil.example");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void errorsCarryTheHeadersToo() {
        for (String path : new String[] {"/v1/config", "/v1/nothing", "/v1/tasks/none"}) {
            TestGateway.Answer answer = gateway.send(gateway.bare(path).header("Origin", PAGE));
            assertThat(answer.status()).isBetween(400, 404);
            assertThat(answer.header("access-control-allow-origin")).isEqualTo(PAGE);
            assertThat(answer.header("access-control-expose-headers"))
                    .contains("X-RateLimit-Remaining", "Retry-After", "X-Trace-ID", "Deprecation");
        }
    }

    private TestGateway.Answer preflight(String origin) {
        return gateway.send(gateway.bare("/v1/tasks")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
