package dev.asyncgate.gateway.mcp;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The engine as a library. Answers carry what a scenario goes on with. */
final class LibraryFace implements Face {

    private final TestGate gate;

    LibraryFace(TestGate gate) {
        this.gate = gate;
    }

    @Override
    public Told make(String call, ObjectNode in) {
        try {
            return Told.answered(TestMcp.JSON.valueToTree(answer(call, in)));
        } catch (GateException e) {
            return Told.refused(e.code().name());
        }
    }

    private Map<String, ?> answer(String call, ObjectNode in) {
        return switch (call) {
            case "create_task" ->
                Map.of("task_id", tasker(in).createTask(task(in)).taskId());
            case "create_tasks" -> Map.of("tasks", created(in));
            case "get_task" ->
                Map.of(
                        "status",
                        gate.inspector.getTask(id(in, "task_id")).status().wireName());
            case "cancel_task" ->
                Map.of(
                        "ok",
                        tasker(in)
                                .cancelTask(id(in, "task_id"), text(in, "reason"))
                                .ok());
            case "ack_receipt" -> done(() -> tasker(in).ackReceipt(id(in, "receipt_id")));
            case "list_receipts" -> Map.of("receipts", inbox(in));
            case "lineage" -> done(() -> gate.inspector.lineageOfTask(id(in, "task_id"), 10, 200));
            case "lease_next" -> Map.of("tasks", claimed(in));
            default -> lease(call, in);
        };
    }

    private Map<String, ?> lease(String call, ObjectNode in) {
        Worker worker = gate.worker(String.valueOf(text(in, "worker_id")));
        if (call.equals("complete_all")) {
            return done(() ->
                    worker.completeAll(list(in, "items").map(LibraryFace::item).toList()));
        }
        UUID taskId = id(in, "task_id");
        UUID leaseId = id(in, "lease_id");
        return switch (call) {
            case "start_task" -> done(() -> worker.startTask(taskId, leaseId));
            case "renew_lease" -> done(() -> worker.renewLease(taskId, leaseId, seconds(in, "extend_by_seconds")));
            case "release_lease" -> done(() -> worker.releaseLease(taskId, leaseId, seconds(in, "delay_seconds")));
            case "report_progress" -> done(() -> worker.reportProgress(taskId, leaseId, json(in, "progress")));
            case "complete" -> done(() -> worker.complete(taskId, leaseId, completion(in)));
            case "amend" ->
                done(() ->
                        worker.amendCompletion(taskId, leaseId, orNull(in, "artifacts"), orNull(in, "delivery_proof")));
            case "fail" ->
                done(() -> worker.fail(
                        taskId, leaseId, json(in, "error"), in.path("retryable").asBoolean()));
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static Map<String, ?> done(Runnable act) {
        act.run();
        return Map.of("ok", true);
    }

    private Tasker tasker(JsonNode in) {
        return gate.gate.tasker(gate.tenant, principal(in, "principal"));
    }

    private static Principal principal(JsonNode in, String role) {
        return Principal.external(
                PrincipalKind.parse(in.get(role + "_kind").asString()),
                in.get(role + "_id").asString());
    }

    private List<Map<String, UUID>> created(JsonNode in) {
        return tasker(in).createTasks(list(in, "tasks").map(LibraryFace::task).toList()).stream()
                .map(task -> Map.of("task_id", task.taskId()))
                .toList();
    }

    private List<Map<String, UUID>> inbox(JsonNode in) {
        return gate
                .gate
                .tasker(gate.tenant, principal(in, "to"))
                .listReceipts(text(in, "since_receipt_id"), 200)
                .entries()
                .stream()
                .map(entry -> Map.of("receipt_id", entry.receipt().receiptId()))
                .toList();
    }

    private List<Map<String, UUID>> claimed(JsonNode in) {
        return gate
                .gate
                .worker(gate.tenant, String.valueOf(text(in, "worker_id")))
                .leaseNext(new ClaimTasks.Request(
                        List.of(), List.of(), in.path("max_tasks").asInt(1), seconds(in, "lease_ttl_seconds")))
                .stream()
                .map(task -> Map.of("task_id", task.taskId(), "lease_id", task.leaseId()))
                .toList();
    }

    private static NewTask task(JsonNode in) {
        return NewTask.builder(
                        String.valueOf(text(in, "type")), in.has("payload") ? json(in, "payload") : Json.emptyObject())
                .principalAi(text(in, "principal_ai"))
                .maxAttempts(in.has("max_attempts") ? in.get("max_attempts").asInt() : null)
                .retryBackoff(seconds(in, "retry_backoff_seconds"))
                .idempotencyKey(text(in, "idempotency_key"))
                .causedBy(list(in, "caused_by")
                        .map(each -> UUID.fromString(each.asString()))
                        .toList())
                .build();
    }

    private static CompletionItem item(JsonNode in) {
        return new CompletionItem(id(in, "task_id"), id(in, "lease_id"), completion(in));
    }

    private static Completion completion(JsonNode in) {
        return new Completion(json(in, "result"), orNull(in, "artifacts"), orNull(in, "delivery_proof"));
    }

    private static Stream<JsonNode> list(JsonNode in, String name) {
        return StreamSupport.stream(in.path(name).spliterator(), false);
    }

    private static UUID id(JsonNode in, String name) {
        return UUID.fromString(in.get(name).asString());
    }

    private static @Nullable String text(JsonNode in, String name) {
        return in.has(name) ? in.get(name).asString() : null;
    }

    private static @Nullable Duration seconds(JsonNode in, String name) {
        return in.has(name) ? Duration.ofSeconds(in.get(name).asInt()) : null;
    }

    private static Json json(JsonNode in, String name) {
        return Json.parse(in.get(name).toString());
    }

    private static @Nullable Json orNull(JsonNode in, String name) {
        return in.has(name) ? json(in, name) : null;
    }
}
