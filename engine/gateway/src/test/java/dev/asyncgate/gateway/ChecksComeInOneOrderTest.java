package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Of several things that are wrong, the first in the contract's order is told: each test has one and the next. */
class ChecksComeInOneOrderTest {

    private static final String ADMIN = "a key of more than 20 characters";

    @Test
    void hostBeforeOriginBeforeRate() {
        try (TestGateway gateway =
                TestGateway.with(Map.of("ALLOW_INSECURE_DEV", "true", "RATE_LIMIT_DEFAULT_CALLS", "1"))) {
            assertThat(gateway.get("/v1/health").status()).isEqualTo(200);
            String foreign = "Origin: https://evil.example\r\n";
            assertThat(raw(gateway, "Host: evil.example\r\n" + foreign)).startsWith("HTTP/1.1 421 ");
            assertThat(raw(gateway, "Host: localhost\r\n" + foreign)).startsWith("HTTP/1.1 403 ");
            assertThat(raw(gateway, "Host: localhost\r\nX-API-Key: unknown\r\n"))
                    .startsWith("HTTP/1.1 429 ");
        }
    }

    @Test
    void keyBeforeTenantBeforeRouteBeforeRoleBeforeTypeBeforeSizeBeforeForm() {
        try (TestGateway gateway = TestGateway.with(Map.of("API_KEY", ADMIN))) {
            String worker = gateway.key(Grant.of(Role.WORKER));
            String agent = gateway.key(Grant.of(Role.AGENT));
            String another = UUID.randomUUID().toString();
            String large = " ".repeat(9 * 1024 * 1024);
            assertThat(status(gateway, gateway.keyed("/v1/nothing", "unknown").header("X-Tenant-ID", another)))
                    .isEqualTo(401);
            assertThat(status(gateway, gateway.keyed("/v1/nothing", worker).header("X-Tenant-ID", another)))
                    .isEqualTo(403);
            assertThat(status(gateway, gateway.keyed("/v1/nothing", worker))).isEqualTo(404);
            assertThat(status(gateway, post(gateway.keyed("/v1/tasks", worker), "text/plain", "{")))
                    .isEqualTo(403);
            assertThat(status(gateway, post(gateway.keyed("/v1/tasks", agent), "text/plain", large)))
                    .isEqualTo(415);
            assertThat(status(gateway, post(gateway.keyed("/v1/tasks", agent), "application/json", large)))
                    .isEqualTo(413);
            assertThat(status(gateway, post(gateway.keyed("/v1/tasks", agent), "application/json", "{")))
                    .isEqualTo(400);
        }
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, String type, String body) {
        return request.header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    private static int status(TestGateway gateway, HttpRequest.Builder request) {
        return gateway.send(request).status();
    }

    private static String raw(TestGateway gateway, String headers) {
        return gateway.raw("GET /v1/health HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    }
}
