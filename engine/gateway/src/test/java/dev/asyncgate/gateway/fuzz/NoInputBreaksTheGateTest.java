package dev.asyncgate.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.doctor.Check;
import dev.asyncgate.gateway.Answers;
import dev.asyncgate.gateway.TestGateway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is sent to any operation of the document, in any order: an answer of the document's form, nothing of the gate's
 * inside in it, and a gate that works on. A failure prints its seed, which {@code @Property(seed = "...")} replays.
 */
class NoInputBreaksTheGateTest {

    @SuppressWarnings("NullAway.Init")
    private static TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private static Answers answers;

    @BeforeContainer
    static void open() {
        gateway = TestGateway.open();
        answers = Answers.of(gateway);
    }

    @AfterContainer
    static void close() {
        gateway.close();
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void everyAnswerIsOfTheDocumentAndTheGateWorksOn(@ForAll("requests") List<WildRequest> requests) {
        List<String> ids = somethingToWorkOn();
        requests.forEach(request -> send(request, ids));
        assertThat(gateway.get("/v1/health").status()).isEqualTo(200);
        assertThat(somethingToWorkOn()).hasSize(3);
        assertThat(gateway.gate.inspector.checkInvariants(Instant.EPOCH)).allMatch(Check::holds);
    }

    @Provide
    Arbitrary<List<WildRequest>> requests() {
        List<Arbitrary<WildRequest>> each = new ArrayList<>();
        answers.document()
                .get("paths")
                .forEachEntry((path, methods) ->
                        methods.forEachEntry((method, operation) -> each.add(WildRequest.of(path, method, operation))));
        return Arbitraries.oneOf(each)
                .list()
                .ofMinSize(12)
                .ofMaxSize(16)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static void send(WildRequest request, List<String> ids) {
        String text = request.text(gateway.gate.tenant.toString(), ids);
        String answer = gateway.raw(text);
        assertThat(answer).as("the answer to %s", text).startsWith("HTTP/1.1 ").doesNotContain(Answers.INSIDES);
        int status = Integer.parseInt(answer.substring(9, 12));
        Statistics.label("status").collect(status);
        assertThat(status).as("%s%n%s", answer, text).isLessThan(500);
        if (!request.method().equals("HEAD")) {
            answers.check(request.method(), request.path(), status, body(answer));
        }
    }

    private static JsonNode body(String answer) {
        return answers.read(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    /** The ids of a task, of the lease of w-1 on it, and of the receipt that owes it. */
    private static List<String> somethingToWorkOn() {
        String type = "fuzz." + java.util.UUID.randomUUID();
        String taskId = gateway.post(
                        "/v1/tasks?principal_kind=agent&principal_id=planner",
                        "{\"type\":\"%s\",\"principal_ai\":\"planner\"}".formatted(type))
                .text("/task_id");
        String leaseId = gateway.post(
                        "/v1/leases/claim", "{\"worker_id\":\"w-1\",\"accept_types\":[\"%s\"]}".formatted(type))
                .text("/tasks/0/lease_id");
        String receiptId = gateway.get("/v1/lineage?task_id=" + taskId).text("/receipts/0/receipt_id");
        assertThat(List.of(taskId, leaseId, receiptId)).doesNotContain("");
        return List.of(taskId, leaseId, receiptId);
    }
}
