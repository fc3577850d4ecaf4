package dev.asyncgate.app.obligations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.words.Curl;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.gateway.Gateway;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Why;
import dev.asyncgate.task.Completion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is copied for a completion without proof is the request that supplies it; for anything else there is none. */
class TheAmendThatIsCopiedDischargesTest {

    private final TestGate gate = TestGate.with(Map.of("PORT", "0", "ALLOW_INSECURE_DEV", "true"));
    private final ObligationReads reads = new ObligationReads(gate.inspector, Clock.systemUTC());
    private final Worker worker = gate.worker("gpu-8's");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void itIsAnsweredByTheGatewayAndDischarges() throws Exception {
        UUID obligation = obligation(unproven());
        AmendRequest request = AmendRequest.of(dossier(obligation)).orElseThrow();
        try (Gateway gateway = Gateway.open(gate.gate, "test");
                HttpClient client = HttpClient.newHttpClient()) {
            var post = HttpRequest.newBuilder(URI.create(gateway.address() + request.target()))
                    .header("Content-Type", "application/json")
                    .header("X-Tenant-ID", gate.tenant.toString())
                    .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                    .build();
            assertThat(client.send(post, BodyHandlers.ofString()).body()).contains("\"discharged\":true");
        }
        assertThat(dossier(obligation).explained().why()).isInstanceOf(Why.Discharged.class);
        assertThat(AmendRequest.of(dossier(obligation))).isEmpty();
    }

    @Test
    void itIsOneCommandForAShellWithoutTheKey() {
        UUID task = unproven();
        AmendRequest request = AmendRequest.of(dossier(obligation(task))).orElseThrow();
        String command = request.asCurl(new Curl(URI.create("http://127.0.0.1:8080"), true));
        assertThat(command)
                .startsWith("curl -sS -X POST 'http://127.0.0.1:8080/v1/tasks/" + task + "/amend' \\\n")
                .contains("-H \"Authorization: Bearer $ASYNCGATE_API_KEY\"")
                .contains("-H 'Content-Type: application/json'")
                .contains("-d '{\"worker_id\":\"gpu-8'\\''s\",\"lease_id\":\"")
                .endsWith("\"artifacts\":[\"s3://BUCKET/KEY\"]}'");
    }

    @Test
    void whatWaitsHasNone() {
        assertThat(AmendRequest.of(dossier(obligation(gate.create("report"))))).isEmpty();
    }

    private UUID unproven() {
        UUID task = gate.create("report");
        worker.complete(task, gate.claim(worker).leaseId(), new Completion(Json.emptyObject(), null, null));
        return task;
    }

    private UUID obligation(UUID task) {
        return gate.receipts(task).getFirst().receiptId();
    }

    private ObligationDossier dossier(UUID obligation) {
        return Objects.requireNonNull(reads.dossier(obligation));
    }
}
