package dev.asyncgate.workers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The taskee's calls of the wire contract over the real engine, with faults on demand. */
final class HttpStandIn implements AutoCloseable {

    static final String KEY = "ag_of-the-stand-in";

    /** What happens to a call instead of its answer. */
    sealed interface Fault {
        /** The call has its effect; its answer is lost on the way. */
        record LostAnswer() implements Fault {}

        /** The call has no effect and this answer. */
        record Answer(int status, Map<String, String> headers, String body) implements Fault {}
    }

    private record Planned(String pathEnd, Fault fault) {}

    private final Gate gate;
    private final UUID tenant;
    private final HttpServer server;
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
    final AtomicInteger calls = new AtomicInteger();

    HttpStandIn(Gate gate, UUID tenant) {
        this.gate = gate;
        this.tenant = tenant;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        // Platform threads: the engine's driver must not be interrupted on virtual ones.
        server.setExecutor(
                Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next call whose path ends so goes wrong. */
    void plan(String pathEnd, Fault fault) {
        planned.add(new Planned(pathEnd, fault));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            Fault fault = takeFault(path);
            if (fault instanceof Fault.Answer(int status, var headers, String body)) {
                headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                answer(exchange, status, body);
                return;
            }
            Json body = Json.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Answered answered = authorised(exchange) ? call(path, body.node()) : unauthenticated();
            if (fault == null) {
                answer(exchange, answered.status(), answered.body());
            }
        }
    }

    private @Nullable Fault takeFault(String path) {
        Planned next = planned.peek();
        return next != null && path.endsWith(next.pathEnd()) && planned.remove(next) ? next.fault() : null;
    }

    private static boolean authorised(HttpExchange exchange) {
        return ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
    }

    private record Answered(int status, String body) {}

    private static Answered unauthenticated() {
        return new Answered(401, error("UNAUTHENTICATED", "No such key."));
    }

    private static String error(String code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", code)
                .put("message", message)
                .put("detail", message)
                .toString();
    }

    private Answered call(String path, JsonNode body) {
        try {
            Worker worker = gate.worker(tenant, body.path("worker_id").stringValue());
            String[] parts = path.split("/", -1);
            ObjectNode answer = parts[2].equals("leases")
                    ? onLeases(parts[3], worker, body)
                    : onTask(parts[4], worker, UUID.fromString(parts[3]), body);
            return new Answered(200, answer.toString());
        } catch (GateException e) {
            return new Answered(400, error(e.code().name(), e.getMessage()));
        }
    }

    private ObjectNode onLeases(String call, Worker worker, JsonNode body) {
        return switch (call) {
            case "claim" -> claim(worker.workerId(), body);
            case "renew" ->
                ok().put(
                                "expires_at",
                                worker.renewLease(
                                                id(body, "task_id"),
                                                id(body, "lease_id"),
                                                seconds(body, "extend_by_seconds"))
                                        .toString());
            case "release" -> {
                worker.releaseLease(id(body, "task_id"), id(body, "lease_id"), seconds(body, "delay_seconds"));
                yield ok().put("status", "queued");
            }
            default -> throw new IllegalArgumentException(call);
        };
    }

    private ObjectNode claim(String workerId, JsonNode body) {
        Duration wait = seconds(body, "wait_seconds");
        List<ClaimedTask> claimed = Taskee.of(gate, tenant, workerId)
                .claim(
                        new ClaimTasks.Request(
                                texts(body.path("capabilities")),
                                texts(body.path("accept_types")),
                                body.path("max_tasks").intValue(1),
                                seconds(body, "lease_ttl_seconds")),
                        wait == null ? Duration.ZERO : wait);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode tasks = answer.putArray("tasks");
        claimed.forEach(task -> tasks.add(shown(task)));
        return answer;
    }

    private ObjectNode shown(ClaimedTask task) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("tenant_id", tenant.toString())
                .put("task_id", task.taskId().toString())
                .put("lease_id", task.leaseId().toString())
                .put("type", task.type())
                .put("payload_pointer", task.payloadPointer())
                .put("principal_ai", task.principalAi())
                .put("attempt", task.attempt())
                .put("expires_at", task.expiresAt().toString())
                .put("expected_outcome_kind", task.expectedOutcomeKind())
                .put("expected_artifact_mime", task.expectedArtifactMime());
        shown.set("payload", task.payload().node());
        ObjectNode requirements = shown.putObject("requirements");
        task.requirements().capabilities().forEach(requirements.putArray("capabilities")::add);
        task.requirements().tags().forEach(requirements.putArray("tags")::add);
        return shown;
    }

    private static ObjectNode onTask(String call, Worker worker, UUID taskId, JsonNode body) {
        UUID leaseId = id(body, "lease_id");
        return switch (call) {
            case "running" ->
                ok().put("started_at", worker.startTask(taskId, leaseId).toString());
            case "progress" -> {
                int _ = worker.reportProgress(taskId, leaseId, Json.of(body.path("progress")));
                yield ok();
            }
            case "complete" -> {
                var completion = new Completion(
                        Json.of(body.path("result")), json(body, "artifacts"), json(body, "delivery_proof"));
                worker.complete(taskId, leaseId, completion);
                yield ok();
            }
            case "fail" ->
                ok().put(
                                "requeued",
                                worker.fail(
                                                taskId,
                                                leaseId,
                                                Json.of(body.path("error")),
                                                body.path("retryable").booleanValue(false))
                                        .requeued());
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static ObjectNode ok() {
        return JsonNodeFactory.instance.objectNode().put("ok", true);
    }

    private static UUID id(JsonNode body, String name) {
        return UUID.fromString(body.path(name).stringValue());
    }

    private static @Nullable Duration seconds(JsonNode body, String name) {
        return body.has(name) ? Duration.ofSeconds(body.path(name).longValue()) : null;
    }

    private static @Nullable Json json(JsonNode body, String name) {
        return body.has(name) ? Json.of(body.path(name)) : null;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
