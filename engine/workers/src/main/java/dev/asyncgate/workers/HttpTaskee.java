package dev.asyncgate.workers;

import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.Requirements;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A worker's calls on a gateway. */
final class HttpTaskee implements Taskee {

    private final GateConnection gate;
    private final String workerId;

    HttpTaskee(GateConnection gate, String workerId) {
        this.gate = gate;
        this.workerId = workerId;
    }

    @Override
    public String workerId() {
        return workerId;
    }

    @Override
    public List<ClaimedTask> claim(ClaimTasks.Request request, Duration wait) {
        WireBody body = WireBody.of(workerId)
                .texts("capabilities", request.capabilities())
                .texts("accept_types", request.acceptTypes())
                .number("max_tasks", request.maxTasks())
                .seconds("lease_ttl_seconds", request.ttl())
                .seconds("wait_seconds", wait);
        return gate.post(
                "/v1/leases/claim",
                body,
                wait,
                answer -> answer.path("tasks")
                        .valueStream()
                        .map(HttpTaskee::claimed)
                        .toList());
    }

    private static ClaimedTask claimed(JsonNode task) {
        return new ClaimedTask(
                id(task, "task_id"),
                id(task, "lease_id"),
                task.path("type").stringValue(),
                Json.of(task.path("payload")),
                task.path("payload_pointer").stringValue(),
                task.path("principal_ai").stringValue(),
                task.path("attempt").intValue(),
                instant(task, "expires_at"),
                new Requirements(
                        texts(task.path("requirements").path("capabilities")),
                        texts(task.path("requirements").path("tags"))),
                task.path("expected_outcome_kind").stringValue(null),
                task.path("expected_artifact_mime").stringValue(null));
    }

    private static boolean isOk(JsonNode answer) {
        return answer.path("ok").booleanValue();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static UUID id(JsonNode node, String name) {
        return UUID.fromString(node.path(name).stringValue());
    }

    private static Instant instant(JsonNode node, String name) {
        return OffsetDateTime.parse(node.path(name).stringValue()).toInstant();
    }

    @Override
    public Instant start(UUID taskId, UUID leaseId) {
        return onTask(taskId, "running", WireBody.of(workerId, leaseId), answer -> instant(answer, "started_at"));
    }

    @Override
    public Instant renew(UUID taskId, UUID leaseId, Duration extension) {
        WireBody body = onLease(taskId, leaseId).seconds("extend_by_seconds", extension);
        return gate.post("/v1/leases/renew", body, Duration.ZERO, answer -> instant(answer, "expires_at"));
    }

    @Override
    public void progress(UUID taskId, UUID leaseId, Json progress) {
        boolean _ =
                onTask(taskId, "progress", WireBody.of(workerId, leaseId).json("progress", progress), HttpTaskee::isOk);
    }

    @Override
    public void complete(UUID taskId, UUID leaseId, Completion completion) {
        WireBody body = WireBody.of(workerId, leaseId)
                .json("result", completion.result())
                .json("artifacts", completion.artifacts())
                .json("delivery_proof", completion.deliveryProof());
        boolean _ = onTask(taskId, "complete", body, HttpTaskee::isOk);
    }

    @Override
    public boolean fail(UUID taskId, UUID leaseId, Json error, boolean retryable) {
        WireBody body = WireBody.of(workerId, leaseId).json("error", error).flag("retryable", retryable);
        return onTask(taskId, "fail", body, answer -> answer.path("requeued").booleanValue());
    }

    @Override
    public void release(UUID taskId, UUID leaseId, @Nullable Duration delay) {
        WireBody body = onLease(taskId, leaseId).seconds("delay_seconds", delay);
        boolean _ = gate.post("/v1/leases/release", body, Duration.ZERO, HttpTaskee::isOk);
    }

    private WireBody onLease(UUID taskId, UUID leaseId) {
        return WireBody.of(workerId, leaseId).text("task_id", taskId.toString());
    }

    private <T> T onTask(UUID taskId, String call, WireBody body, Function<JsonNode, T> reading) {
        return gate.post("/v1/tasks/" + taskId + "/" + call, body, Duration.ZERO, reading);
    }
}
