package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.post;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.gateway.call.Call.Hints;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.CompleteTasks;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.FailTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The calls of those who work: leases and outcomes. */
final class TaskeeCalls {

    private static final int RESULT_BODY = 8 * 1024 * 1024;
    private static final int BATCH_BODY = 16 * 1024 * 1024;

    private static final Shape TTL = Shape.whole(10, 1800);

    private static final Field LEASE_ID = Field.of("lease_id", Shape.ID, "The lease under which the task was claimed.")
            .mandatory();
    private static final Field TASK_ID = Field.path("task_id", Shape.ID, "The task.");
    private static final Field TASK_ID_IN_BODY =
            Field.of("task_id", Shape.ID, "The task.").mandatory();
    private static final Field ARTIFACTS = Field.of(
            "artifacts", Shape.ANYTHING, "Where the work can be found: a list of objects or texts, or one object.");
    private static final Field PROOF = Field.of(
            "delivery_proof", Shape.ANYTHING, "What proves the delivery, where there is no artifact: object or text.");
    private static final Field RESULT =
            Field.of("result", Shape.OBJECT, "What came of it, at most 1 MiB.").mandatory();

    private TaskeeCalls() {}

    static List<Call> all() {
        return List.of(claim(), renew(), release(), completeAll(), start(), progress(), complete(), amend(), fail());
    }

    private static Call claim() {
        return post("lease_next", "/v1/leases/claim")
                .access(Access.TASKEE)
                .tool(Hints.ADDITIVE)
                .says("Claims tasks for a worker, exclusively and for a bounded time. Renew the lease before it ends.")
                .takes(Naming.WORKER_ID, Naming.WORKER_KIND, Naming.WORKER_INSTANCE)
                .takes(
                        Field.of("capabilities", Shape.listOf(Shape.text(1, 100), 64), "What the worker offers."),
                        Field.of("accept_types", Shape.listOf(Shape.NAME, 1000), "The types it takes; all when empty."),
                        Field.of("max_tasks", Shape.whole(1, 10), "Most tasks; 1 when absent."),
                        Field.of("lease_ttl_seconds", TTL, "How long the lease lasts unless it is renewed."),
                        Field.of("wait_seconds", Shape.whole(0, 30), "How long to wait for a task; 0 when absent."))
                .answers(Field.of("tasks", Shape.listOf(Forms.CLAIMED, 10), "Empty when there is none.")
                        .mandatory())
                .does((caller, in) -> {
                    ClaimTasks.Request request = new ClaimTasks.Request(
                            in.texts("capabilities"),
                            in.texts("accept_types"),
                            in.whole("max_tasks", 1),
                            in.secondsOrNull("lease_ttl_seconds"));
                    List<ClaimedTask> claimed = caller.worker(Naming.worker(caller, in))
                            .leaseNext(request, caller.waitFor(Duration.ofSeconds(in.whole("wait_seconds", 0))));
                    return new Answer()
                            .list(
                                    "tasks",
                                    claimed.stream()
                                            .map(task -> Forms.claimed(caller.tenantId(), task))
                                            .toList())
                            .node();
                });
    }

    private static Call renew() {
        return post("renew_lease", "/v1/leases/renew")
                .access(Access.TASKEE)
                .tool(Hints.ADDITIVE)
                .says("Extends a lease that the worker holds; its count and its whole lifetime are bounded.")
                .takes(Naming.WORKER_ID, TASK_ID_IN_BODY, LEASE_ID)
                .takes(Field.of("extend_by_seconds", TTL, "From now on; the lease's own length when absent."))
                .answers(Forms.OK)
                .answers(Field.of("expires_at", Shape.MOMENT, "When it ends now.")
                        .mandatory())
                .does((caller, in) -> {
                    Instant expiresAt = worker(caller, in)
                            .renewLease(in.id("task_id"), in.id("lease_id"), in.secondsOrNull("extend_by_seconds"));
                    return new Answer()
                            .put("ok", true)
                            .put("expires_at", expiresAt)
                            .node();
                });
    }

    private static Call release() {
        return post("release_lease", "/v1/leases/release")
                .access(Access.TASKEE)
                .tool(Hints.IDEMPOTENT)
                .says("Gives a task back unfinished; another worker may claim it. It does not count as a failure.")
                .takes(Naming.WORKER_ID, TASK_ID_IN_BODY, LEASE_ID)
                .takes(Field.of(
                        "delay_seconds", Shape.whole(0, 31_536_000), "Not to be claimed before so many seconds."))
                .answers(Forms.OK)
                .answers(Field.of("status", Forms.STATUS, "Where the task stands: queued.")
                        .mandatory())
                .does((caller, in) -> {
                    worker(caller, in)
                            .releaseLease(in.id("task_id"), in.id("lease_id"), in.secondsOrNull("delay_seconds"));
                    return new Answer().put("ok", true).put("status", "queued").node();
                });
    }

    private static Call start() {
        return post("start_task", "/v1/tasks/{task_id}/running")
                .access(Access.TASKEE)
                .tool(Hints.IDEMPOTENT)
                .says("Says that the worker has begun.")
                .takes(TASK_ID, Naming.WORKER_ID, LEASE_ID)
                .answers(Forms.OK)
                .answers(
                        Field.of("status", Forms.STATUS, "Where the task stands: running.")
                                .mandatory(),
                        Field.of("started_at", Shape.MOMENT, "When it began.").mandatory())
                .does((caller, in) -> {
                    Instant startedAt = worker(caller, in).startTask(in.id("task_id"), in.id("lease_id"));
                    return new Answer()
                            .put("ok", true)
                            .put("status", "running")
                            .put("started_at", startedAt)
                            .node();
                });
    }

    private static Call progress() {
        return post("report_progress", "/v1/tasks/{task_id}/progress")
                .access(Access.TASKEE)
                .tool(Hints.ADDITIVE)
                .says("Tells how far the work is; only the latest report is kept beside the task.")
                .takes(TASK_ID, Naming.WORKER_ID, LEASE_ID)
                .takes(Field.of("progress", Shape.OBJECT, "At most 64 KiB.").mandatory())
                .answers(Forms.OK)
                .does((caller, in) -> {
                    worker(caller, in).reportProgress(in.id("task_id"), in.id("lease_id"), in.json("progress"));
                    return Answer.ok();
                });
    }

    private static Call complete() {
        return post("complete", "/v1/tasks/{task_id}/complete")
                .access(Access.TASKEE)
                .tool(Hints.DESTRUCTIVE)
                .says("Reports success. Name artifacts or a delivery_proof, or the obligation stays open.")
                .takes(TASK_ID, Naming.WORKER_ID, LEASE_ID, RESULT, ARTIFACTS, PROOF)
                .bodyUpTo(RESULT_BODY)
                .answers(Forms.OK)
                .does((caller, in) -> {
                    worker(caller, in).complete(in.id("task_id"), in.id("lease_id"), completion(in));
                    return Answer.ok();
                });
    }

    private static Call completeAll() {
        Shape item = Shape.Members.of(TASK_ID_IN_BODY, LEASE_ID, RESULT, ARTIFACTS, PROOF);
        Shape error = Shape.Members.of(
                Field.of("error", Shape.NAME, "Its code.").mandatory(),
                Field.of("message", Shape.text(0, 10_000), "What is wrong and what to do.")
                        .mandatory());
        Shape result = Shape.Members.of(
                Field.of("task_id", Shape.ID, "The task.").mandatory(),
                Field.of("ok", Shape.FLAG, "Whether it was completed.").mandatory(),
                Field.of("error", error, "Why not; null when it was."));
        return post("complete_all", "/v1/leases/complete")
                .access(Access.TASKEE)
                .tool(Hints.DESTRUCTIVE)
                .says("Reports the success of up to 1,000 tasks, each for itself.")
                .takes(Naming.WORKER_ID)
                .takes(Field.of("items", Shape.listOf(item, 1000), "The completions.")
                        .mandatory())
                .bodyUpTo(BATCH_BODY)
                .answers(Field.of("results", Shape.listOf(result, 1000), "In the order of the items.")
                        .mandatory())
                .does((caller, in) -> {
                    List<CompletionItem> items = in.items("items").stream()
                            .map(each -> new CompletionItem(each.id("task_id"), each.id("lease_id"), completion(each)))
                            .toList();
                    return new Answer()
                            .list(
                                    "results",
                                    worker(caller, in).completeAll(items).stream()
                                            .map(TaskeeCalls::result)
                                            .toList())
                            .node();
                });
    }

    private static ObjectNode result(CompleteTasks.Result result) {
        Answer error = result.error() == null
                ? null
                : new Answer()
                        .put("error", result.error().code().name())
                        .put("message", result.error().getMessage());
        return new Answer()
                .put("task_id", result.taskId())
                .put("ok", error == null)
                .put("error", error)
                .node();
    }

    private static Call amend() {
        return post("amend", "/v1/tasks/{task_id}/amend")
                .access(Access.TASKEE)
                .tool(Hints.IDEMPOTENT)
                .says("Supplies, once, the artifacts or the proof that a completion lacked; discharges its obligation.")
                .takes(TASK_ID, Naming.WORKER_ID, LEASE_ID, ARTIFACTS, PROOF)
                .answers(Forms.OK)
                .answers(Field.of("discharged", Shape.FLAG, "Whether the obligation is discharged.")
                        .mandatory())
                .does((caller, in) -> {
                    worker(caller, in)
                            .amendCompletion(
                                    in.id("task_id"),
                                    in.id("lease_id"),
                                    in.jsonOrNull("artifacts"),
                                    in.jsonOrNull("delivery_proof"));
                    return new Answer().put("ok", true).put("discharged", true).node();
                });
    }

    private static Call fail() {
        return post("fail", "/v1/tasks/{task_id}/fail")
                .access(Access.TASKEE)
                .tool(Hints.DESTRUCTIVE)
                .says("Reports a failure. A retryable one goes back to the queue while attempts are left.")
                .takes(TASK_ID, Naming.WORKER_ID, LEASE_ID)
                .takes(
                        Field.of("error", Shape.OBJECT, "What went wrong, at most 64 KiB.")
                                .mandatory(),
                        Field.of("retryable", Shape.FLAG, "Whether another attempt may help; false when absent."))
                .answers(Forms.OK)
                .answers(
                        Field.of("requeued", Shape.FLAG, "Whether there will be another attempt.")
                                .mandatory(),
                        Field.of("next_eligible_at", Shape.MOMENT, "Not before; null when there will be none."))
                .does((caller, in) -> {
                    FailTask.Failure failure = worker(caller, in)
                            .fail(in.id("task_id"), in.id("lease_id"), in.json("error"), in.flag("retryable", false));
                    return new Answer()
                            .put("ok", true)
                            .put("requeued", failure.requeued())
                            .put("next_eligible_at", failure.nextEligibleAt())
                            .node();
                });
    }

    private static Worker worker(Caller caller, Arguments in) {
        return caller.worker(Naming.worker(caller, in));
    }

    private static Completion completion(Arguments in) {
        return new Completion(in.json("result"), in.jsonOrNull("artifacts"), in.jsonOrNull("delivery_proof"));
    }
}
