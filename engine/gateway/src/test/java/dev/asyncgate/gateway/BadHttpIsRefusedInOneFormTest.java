package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no HTTP, or can be read in two ways, gets the error body of the contract and nothing of the inside. */
class BadHttpIsRefusedInOneFormTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET http://evil.example/v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
                "POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                "POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "GET /v1/health\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void whatCannotBeUnderstoodInOneWay(String request) {
        String answer = gateway.raw(request);
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertContract(answer, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({"GET /v1/health HTTP/3.7, 505", "PRI * HTTP/2.0, 426"})
    void anotherVersionOfHttp(String line, int status) {
        String answer = gateway.raw(line + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("speaks HTTP/1.1");
        assertContract(answer, "INVALID_REQUEST");
    }

    @Test
    void headersThatAreTooLong() {
        String answer =
                gateway.raw("GET /v1/health HTTP/1.1\r\n" + HOST + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ");
        assertContract(answer, "INVALID_REQUEST");
    }

    @Test
    void anAddressThatIsTooLong() {
        String answer = gateway.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 414 ");
        assertContract(answer, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/health",
                "/v1/%2e%2e/v1/health",
                "/v1/./health",
                "/v1/health;x=1",
                "/v1%2Fhealth",
                "/v1/health/"
            })
    void aPathThatOnlyResolvesToACallIsNone(String path) {
        String answer = gateway.raw("GET " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ");
        assertContract(answer, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/nothing,404,NOT_FOUND",
        "PATCH,/v1/health,405,METHOD_NOT_ALLOWED",
        "BREW,/v1/tasks,405,METHOD_NOT_ALLOWED"
    })
    void whatIsNoCall(String method, String path, int status, String code) {
        String answer = gateway.raw(method + " " + path + " HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertContract(answer, code);
    }

    @Test
    void aHeadIsAGetWithoutItsBody() {
        String answer = gateway.raw("HEAD /v1/health HTTP/1.1\r\n" + HOST + CLOSE + "\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Length: ")
                .endsWith("\r\n\r\n");
    }

    private static void assertContract(String answer, String code) {
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer)
                .containsIgnoringCase("Content-Type: application/json")
                .containsIgnoringCase("X-Trace-ID: ");
        assertThat(body).startsWith("{\"error\":\"" + code + "\",\"message\":\"");
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("Exception", "\tat ", "<html");
    }
}
