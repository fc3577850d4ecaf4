package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request is said where it is wrong. */
class ARequestMustHaveItsFormTest {

    private static final String CREATE = "/v1/tasks?principal_kind=agent&principal_id=planner";

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aBodyIsJsonByItsContentType() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "x"}) {
            TestGateway.Answer answer = gateway.send(
                    gateway.request(CREATE).header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
            assertThat(answer.status()).isEqualTo(415);
        }
        assertThat(gateway.send(gateway.request(CREATE).POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(gateway.send(gateway.request(CREATE)
                                .header("Content-Type", "Application/JSON; charset=UTF-8")
                                .POST(BodyPublishers.ofString("{\"type\":\"x\",\"principal_ai\":\"p\"}")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void malformedJsonIsShownByLineAndColumn() {
        TestGateway.Answer answer = gateway.post(CREATE, "{\n  \"type\": x}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/message")).contains("line 2").contains("column");
    }

    @Test
    void jsonIsNoDeeperThanTwoHundred() {
        assertThat(gateway.post(CREATE, nested(198)).status()).isEqualTo(200);
        TestGateway.Answer answer = gateway.post(CREATE, nested(201));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/message")).contains("200");
    }

    private static String nested(int levels) {
        return "{\"type\":\"t\",\"principal_ai\":\"p\",\"payload\":%s{}%s}"
                .formatted("{\"a\":".repeat(levels - 1), "}".repeat(levels - 1));
    }

    @Test
    void aBodyIsAnObject() {
        assertThat(gateway.post(CREATE, "[1]").status()).isEqualTo(400);
        assertThat(gateway.post(CREATE, "\u0000").status()).isEqualTo(400);
        assertThat(gateway.post(CREATE, "[".repeat(1000)).status()).isEqualTo(400);
    }

    @Test
    void anUnknownWordOfAListIsNamed() {
        TestGateway.Answer answer = gateway.get("/v1/tasks?status=sleeping");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/field")).isEqualTo("status");
        assertThat(answer.text("/message")).contains("sleeping", "queued");
    }

    @Test
    void aParameterStandsOnce() {
        assertThat(gateway.get("/v1/tasks?limit=1&limit=2").text("/field")).isEqualTo("limit");
        assertThat(gateway.post(CREATE + "&principal_id=svc:asyncgate", "{}").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/v1/health,GET", "/v1/leases/claim,POST", "/v1/admin/paused-types/x,PUT"})
    void anotherMethodIsToldTheOnesThereAre(String path, String allowed) {
        TestGateway.Answer answer = gateway.send(gateway.request(path).method("PATCH", BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.text("/error")).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() {
        String answer = gateway.raw("POST /v1/leases/claim HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100000000\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("PAYLOAD_TOO_LARGE", "524,288");
        assertThat(gateway.post("/v1/leases/claim", " ".repeat(524_289)).status())
                .isEqualTo(413);
        assertThat(gateway.post("/v1/leases/claim", " ".repeat(524_288)).status())
                .isEqualTo(400);
    }

    @Test
    void aTraceIsTakenOverOrMadeAndAlwaysTold() {
        assertThat(traced("X-Trace-ID", "job-7")).isEqualTo("job-7");
        assertThat(traced("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        for (String bad : new String[] {
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "nonsense"
        }) {
            assertThat(traced("traceparent", bad)).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        }
        assertThat(traced("X-Trace-ID", "with spaces and \"quotes\"")).matches("[0-9a-f]{32}");
        assertThat(traced("X-Trace-ID", "x".repeat(129))).matches("[0-9a-f]{32}");
    }

    private String traced(String header, String value) {
        return gateway.send(gateway.request("/v1/health").header(header, value)).header("X-Trace-ID");
    }
}
