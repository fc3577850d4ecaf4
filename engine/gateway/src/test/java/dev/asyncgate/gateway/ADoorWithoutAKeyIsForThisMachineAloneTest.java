package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No web page drives an open gate: neither by a name of its own that points here, nor from another origin. */
class ADoorWithoutAKeyIsForThisMachineAloneTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:9", "127.8.8.8", "[::1]", "[::1]:8080"})
    void loopbackNamesAreAnswered(String host) {
        assertThat(call("Host: " + host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "localhost.",
                "10.0.0.1",
                "0.0.0.0",
                "[::]",
                "[fe80::1]:8080",
                "evillocalhost"
            })
    void anyOtherNameIsMisdirected(String host) {
        String answer = call("Host: " + host);
        assertThat(answer).startsWith("HTTP/1.1 421 ").contains("INVALID_REQUEST");
    }

    @Test
    void noNameIsMisdirected() {
        assertThat(gateway.raw("GET /v1/health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://localhost:3000.evil.example",
                "http://sub.localhost:3000",
                "https://localhost:3000",
                "http://localhost:3001",
                "http://localhost",
                "http://localhost:3000/",
                "http://localhost:3000, https://evil.example",
                ""
            })
    void aPageOfAnotherOriginIsTurnedAway(String origin) {
        String answer = call("Host: localhost\r\nOrigin: " + origin);
        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("UNAUTHORIZED").doesNotContain("Access-Control");
    }

    @Test
    void twoOriginsAreNone() {
        assertThat(call("Host: localhost\r\nOrigin: http://localhost:3000\r\nOrigin: https://evil.example"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void itsOwnPagesAndTheListedOnesAreAnswered() {
        int port = gateway.gateway.address().getPort();
        assertThat(call("Host: localhost\r\nOrigin: http://localhost:" + port)).startsWith("HTTP/1.1 200 ");
        assertThat(call("Host: localhost\r\nOrigin: http://127.0.0.1:" + port)).startsWith("HTTP/1.1 200 ");
        assertThat(call("Host: localhost\r\nOrigin: http://localhost:3000"))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Access-Control-Allow-Origin: http://localhost:3000");
    }

    private String call(String headers) {
        return gateway.raw("GET /v1/config HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n\r\n");
    }
}
