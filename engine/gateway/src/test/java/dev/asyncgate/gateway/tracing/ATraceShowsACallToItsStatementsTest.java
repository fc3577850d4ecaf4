package dev.asyncgate.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.gateway.Tracing;
import dev.asyncgate.gateway.tracing.Collector.Seen;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever names a collector sees each request, its operation and its statements there, and nothing that was sent. */
class ATraceShowsACallToItsStatementsTest {

    private static final String CREATE = "/v1/tasks?principal_kind=agent&principal_id=planner-of-somebody";
    private static final String TASK =
            "{\"type\":\"t\",\"principal_ai\":\"p\",\"payload\":{\"note\":\"nobody's business\"}}";
    private static final String NOBODY = "019aa000-0000-7000-8000-000000000000";

    private final Collector collector = new Collector();
    private final Tracing tracing = Tracing.of(TestGate.settings(collector.settings()), "1.2.3");
    private final TestGateway gateway = TestGateway.with(collector.settings(), tracing.telemetry());

    ATraceShowsACallToItsStatementsTest() throws IOException {}

    @AfterEach
    void close() {
        gateway.close();
        tracing.close();
        collector.close();
    }

    /** A span ends after its answer has gone: what the gateway has under way is awaited, then sent. */
    private void flush() {
        gateway.gateway.close();
        tracing.close();
    }

    @Test
    void inTheTraceOfWhoeverCalls() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        TestGateway.Answer created = gateway.send(gateway.request(CREATE)
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TASK)));
        assertThat(created.header("X-Trace-ID")).isEqualTo(trace);
        flush();

        Seen request = collector.span("POST /v1/tasks");
        assertThat(request.traceId()).isEqualTo(trace);
        assertThat(request.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(request.span().getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(request.says())
                .containsEntry("http.route", "/v1/tasks")
                .containsEntry("http.response.status_code", "200");
        Seen operation = collector.span("create_task");
        assertThat(operation.isChildOf(request)).isTrue();
        assertThat(operation.says()).containsEntry("asyncgate.tenant_id", gateway.gate.tenant.toString());
        Seen statement = collector.span(
                "of the statement that writes the task",
                span -> String.valueOf(span.says().get("db.query.text")).contains("submitted_tasks"));
        assertThat(statement.isChildOf(operation)).isTrue();
        assertThat(statement.says()).containsEntry("db.system.name", "postgresql");
        assertThat(collector.program())
                .containsEntry("service.name", "asyncgate")
                .containsEntry("service.version", "1.2.3")
                .containsEntry("service.instance.id", "gate-eu-1");
    }

    @Test
    void withoutATraceOfTheCallersTheAnswerNamesTheNewOne() {
        TestGateway.Answer answer = gateway.get("/v1/config");
        flush();
        assertThat(collector.span("GET /v1/config").traceId()).isEqualTo(answer.header("X-Trace-ID"));
    }

    @Test
    void aCallOverMcpToo() {
        TestGateway.Answer answer = gateway.send(gateway.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
                        "capabilities":{},"clientInfo":{"name":"x","version":"1"}}}""")));
        TestGateway.Answer called = gateway.send(gateway.request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Mcp-Session-Id", answer.header("Mcp-Session-Id"))
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc":"2.0","id":2,"method":"tools/call",\
                        "params":{"name":"asyncgate_get_config","arguments":{}}}""")));
        assertThat(called.status()).isEqualTo(200);
        flush();
        Seen operation = collector.span("get_config");
        assertThat(collector.span("around it", operation::isChildOf).name()).isEqualTo("POST /mcp");
    }

    @Test
    void aRefusalByItsCodeAndNoMore() {
        assertThat(gateway.get("/v1/tasks/" + NOBODY).status()).isEqualTo(404);
        flush();
        assertThat(collector.span("get_task").says()).containsEntry("error.type", "TASK_NOT_FOUND");
        Seen request = collector.span("GET /v1/tasks/{task_id}");
        assertThat(request.says()).containsEntry("http.response.status_code", "404");
        assertThat(request.span().getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
    }

    @Test
    void nothingThatWasSentIsInThem() {
        gateway.post(CREATE, TASK);
        gateway.get("/v1/nothing/of-somebody");
        flush();
        assertThat(collector.span("create_task").traceId()).isNotEmpty();
        assertThat(collector.span("GET").says()).containsEntry("http.response.status_code", "404");
        assertThat(collector.everything())
                .doesNotContain("nobody's business")
                .doesNotContain("of-somebody")
                .doesNotContain("planner");
    }

    @Test
    void aCollectorThatIsAwayDisturbsNobody() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Map<String, String> settings = Map.of(
                "OTLP_ENDPOINT", "http://127.0.0.1:" + closed, "ALLOW_INSECURE_DEV", "true", "INSTANCE_ID", "alone");
        try (Tracing lost = Tracing.of(TestGate.settings(settings), "1");
                TestGateway other = TestGateway.with(settings, lost.telemetry())) {
            assertThat(other.post(CREATE, TASK).status()).isEqualTo(200);
        }
    }

    @Test
    void withoutACollectorThereIsNothing() {
        try (Tracing none = Tracing.of(TestGate.settings(Map.of()), "1")) {
            assertThat(none.telemetry()).isSameAs(OpenTelemetry.noop());
        }
    }

    @Test
    void aVariableOfOpenTelemetrysThatIsWrongIsNamed() {
        System.setProperty("otel.traces.sampler", "sometimes");
        try {
            assertThatThrownBy(() -> Tracing.of(TestGate.settings(collector.settings()), "1"))
                    .isInstanceOf(GateException.class)
                    .hasMessageContaining("OTEL_")
                    .hasMessageContaining("sometimes")
                    .hasMessageNotContaining("\n");
        } finally {
            System.clearProperty("otel.traces.sampler");
        }
    }
}
