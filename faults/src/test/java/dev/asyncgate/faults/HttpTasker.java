package dev.asyncgate.faults;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Delegates over HTTP to an open development gate, in the default tenant. Thread-safe. */
record HttpTasker(URI gate, HttpClient client) {

    HttpTasker(URI gate) {
        this(gate, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /**
     * Creates a task.
     *
     * @throws GateException DATABASE_UNAVAILABLE when the gate does not answer, or asks to come again
     */
    UUID create(String type, String payload, String idempotencyKey) {
        JsonNode answer = answer(request("/v1/tasks?principal_kind=agent&principal_id=planner")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"type": "%s", "principal_ai": "planner", "payload": %s, "idempotency_key": "%s"}""".formatted(type, payload, idempotencyKey))));
        return UUID.fromString(answer.path("task_id").asString());
    }

    /** Where a task stands. */
    String status(UUID taskId) {
        return answer(request("/v1/tasks/" + taskId).GET()).path("status").asString();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gate.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
    }

    private JsonNode answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return Json.parse(response.body()).node();
            }
            throw new GateException(
                    response.statusCode() == 503 ? ErrorCode.DATABASE_UNAVAILABLE : ErrorCode.INTERNAL_ERROR,
                    response.statusCode() + " " + response.body());
        } catch (IOException e) {
            throw new GateException(ErrorCode.DATABASE_UNAVAILABLE, "The gate does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateException(ErrorCode.INTERNAL_ERROR, "interrupted", e);
        }
    }
}
