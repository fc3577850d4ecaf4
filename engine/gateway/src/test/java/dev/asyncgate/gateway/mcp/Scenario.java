package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.gateway.mcp.Face.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A day's work, and what goes wrong in it, made through one face. */
final class Scenario {

    private static final String PLANNER = "\"principal_kind\":\"agent\",\"principal_id\":\"planner\"";
    private static final String NOBODY = "019aa000-0000-7000-8000-000000000000";

    private final TestGate gate;
    private final Face face;
    private final List<UUID> tasks = new ArrayList<>();

    Scenario(TestGate gate, Face face) {
        this.gate = gate;
        this.face = face;
    }

    /** The tasks that it made, in the order of their creation. */
    List<UUID> tasks() {
        return tasks;
    }

    /** Every operation once, with all that the contract lets differ left out. */
    void work() {
        String rendered = create("render", ",\"payload\":{\"pages\":1.50},\"max_attempts\":3");
        Held first = claim("w-1");
        make("start_task", first.with(""));
        make("report_progress", first.with(",\"progress\":{\"done\":0.5}"));
        make("renew_lease", first.with(",\"extend_by_seconds\":60"));
        make("release_lease", first.with(""));
        Held second = claim("w-2");
        make("fail", second.with(",\"error\":{\"why\":\"disk full\"},\"retryable\":true"));
        gate.clock.advance(Duration.ofHours(1));
        Held third = claim("w-1");
        make("complete", third.with(",\"result\":{\"pages\":3}"));
        make("amend", third.with(",\"artifacts\":[{\"uri\":\"s3://out\"}]"));
        make("lineage", "{\"task_id\":\"%s\"}".formatted(rendered));
        acknowledge();
        batch();
        cancel();
        create("hopeless", "");
        Held last = claim("w-3");
        make("fail", last.with(",\"error\":{\"why\":\"no such thing\"}"));
    }

    private void acknowledge() {
        String inbox = "{\"to_kind\":\"agent\",\"to_id\":\"planner\"}";
        String newest = make("list_receipts", inbox).answer().at("/receipts").values().stream()
                .toList()
                .getLast()
                .at("/receipt_id")
                .asString();
        make("ack_receipt", "{%s,\"receipt_id\":\"%s\"}".formatted(PLANNER, newest));
    }

    private void batch() {
        Told created = make("create_tasks", """
                {%s,"tasks":[{"type":"b","principal_ai":"p","idempotency_key":"one"},{"type":"b","principal_ai":"p"}]}""".formatted(PLANNER));
        List<String> ids = List.of(created.text("/tasks/0/task_id"), created.text("/tasks/1/task_id"));
        ids.forEach(id -> tasks.add(UUID.fromString(id)));
        List<Held> held = new ArrayList<>(List.of(claim("w-1"), claim("w-1")));
        Collections.swap(held, 0, ids.indexOf(held.getFirst().taskId()));
        make("complete_all", """
                {"worker_id":"w-1","items":[
                  {"task_id":"%s","lease_id":"%s","result":{"n":1},"artifacts":["a"]},
                  {"task_id":"%s","lease_id":"%s","result":{"n":2},"delivery_proof":"signed"}]}""".formatted(
                        held.get(0).taskId(),
                        held.get(0).leaseId(),
                        held.get(1).taskId(),
                        held.get(1).leaseId()));
    }

    private void cancel() {
        String needless = create("needless", "");
        make("cancel_task", "{%s,\"task_id\":\"%s\",\"reason\":\"changed my mind\"}".formatted(PLANNER, needless));
    }

    /** The codes of what must not succeed. */
    List<String> refusals() {
        create("refused", "");
        Held held = claim("w-1");
        String big = "\"x\":\"" + "y".repeat(70_000) + "\"";
        List<Told> told = List.of(
                tryTo("get_task", "{\"task_id\":\"%s\"}".formatted(NOBODY)),
                tryTo("create_task", "{%s,\"type\":\"\",\"principal_ai\":\"p\"}".formatted(PLANNER)),
                tryTo(
                        "create_task",
                        "{%s,\"type\":\"t\",\"principal_ai\":\"p\",\"max_attempts\":0}".formatted(PLANNER)),
                tryTo("create_task", causedBy(1)),
                tryTo("create_task", causedBy(11)),
                tryTo(
                        "create_task",
                        "{%s,\"type\":\"t\",\"principal_ai\":\"p\"}".formatted(PLANNER.replace("planner", "sys:x"))),
                tryTo("lease_next", "{\"worker_id\":\"svc:asyncgate\"}"),
                tryTo("lease_next", "{\"worker_id\":\"w-1\",\"lease_ttl_seconds\":5}"),
                tryTo("start_task", new Held("w-2", held.taskId(), held.leaseId()).with("")),
                tryTo("complete", new Held("w-1", held.taskId(), NOBODY).with(",\"result\":{}")),
                tryTo("report_progress", held.with(",\"progress\":{%s}".formatted(big))),
                tryTo("report_progress", held.with(",\"progress\":{\"x\":\"\\u0000\"}")),
                tryTo("amend", held.with(",\"artifacts\":[\"a\"]")),
                tryTo("amend", held.with("")),
                tryTo("renew_lease", held.with(",\"extend_by_seconds\":9")),
                tryTo("ack_receipt", "{%s,\"receipt_id\":\"%s\"}".formatted(PLANNER, NOBODY)),
                tryTo("cancel_task", "{%s,\"task_id\":\"%s\"}".formatted(PLANNER, NOBODY)),
                tryTo("lineage", "{\"task_id\":\"%s\"}".formatted(NOBODY)),
                tryTo("list_receipts", "{\"to_kind\":\"agent\",\"to_id\":\"planner\",\"since_receipt_id\":\"x\"}"));
        return told.stream().map(Told::code).toList();
    }

    private static String causedBy(int receipts) {
        String ids = String.join(",", Collections.nCopies(receipts, "\"" + NOBODY + "\""));
        return "{%s,\"type\":\"t\",\"principal_ai\":\"p\",\"caused_by\":[%s]}".formatted(PLANNER, ids);
    }

    /** A task under a lease. */
    private record Held(String worker, String taskId, String leaseId) {

        String with(String more) {
            return "{\"worker_id\":\"%s\",\"task_id\":\"%s\",\"lease_id\":\"%s\"%s}"
                    .formatted(worker, taskId, leaseId, more);
        }
    }

    private String create(String type, String more) {
        Told told = make(
                "create_task", "{%s,\"type\":\"%s\",\"principal_ai\":\"planner\"%s}".formatted(PLANNER, type, more));
        tasks.add(UUID.fromString(told.text("/task_id")));
        return told.text("/task_id");
    }

    private Held claim(String worker) {
        Told told = make("lease_next", "{\"worker_id\":\"%s\"}".formatted(worker));
        return new Held(worker, told.text("/tasks/0/task_id"), told.text("/tasks/0/lease_id"));
    }

    /** A call that is expected to succeed. */
    private Told make(String call, String arguments) {
        Told told = tryTo(call, arguments);
        assertThat(told.code()).as("%s %s", call, arguments).isEqualTo("OK");
        return told;
    }

    private Told tryTo(String call, String arguments) {
        return face.make(call, (ObjectNode) TestMcp.JSON.readTree(arguments));
    }
}
