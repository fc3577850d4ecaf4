package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The name under which a caller knows its call stands in the answer and beside the receipts that came of it. */
class ReceiptsKnowTheirTraceTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void theCallersOwnNameIsKept() {
        TestGateway.Answer created = create("X-Trace-ID", "order-4711");
        assertThat(created.header("X-Trace-ID")).isEqualTo("order-4711");
        assertThat(traceOf(created.text("/task_id"))).isEqualTo("order-4711");
    }

    @Test
    void theTraceOfW3cIsKept() {
        TestGateway.Answer created = create("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(traceOf(created.text("/task_id"))).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void whatIsNoNameIsReplaced() {
        TestGateway.Answer created = create("X-Trace-ID", "a b");
        assertThat(created.header("X-Trace-ID")).matches("[0-9a-f]{32}");
        assertThat(traceOf(created.text("/task_id"))).isEqualTo(created.header("X-Trace-ID"));
    }

    private TestGateway.Answer create(String header, String value) {
        return gateway.send(gateway.request("/v1/tasks?principal_kind=agent&principal_id=planner")
                .header(header, value)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"x\",\"principal_ai\":\"planner\"}")));
    }

    private String traceOf(String taskId) {
        return gateway.get("/v1/receipts/ledger?task_id=" + taskId).text("/receipts/0/metadata/trace_id");
    }
}
