package dev.asyncgate.gateway.call;

import static dev.asyncgate.gateway.call.Call.get;
import static dev.asyncgate.gateway.call.Call.post;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Call.Hints;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskPage;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The calls of those who delegate: tasks. */
final class TaskerCalls {

    private static final int TASK_BODY = 8 * 1024 * 1024;
    private static final int BATCH_BODY = 16 * 1024 * 1024;

    private static final List<Field> NEW_TASK = List.of(
            Field.of("type", Shape.NAME, "What sort of work it is; workers choose by it.")
                    .mandatory(),
            Field.of("payload", Shape.OBJECT, "The work itself, at most 1 MiB; {} when absent."),
            Field.of("payload_pointer", Shape.text(1, 2048), "Where the payload is, when it is elsewhere."),
            Field.of("principal_ai", Shape.NAME, "Who owns the obligation in the larger system.")
                    .mandatory(),
            Field.of("requirements", Forms.REQUIREMENTS, "What it asks of its worker."),
            Field.of("expected_outcome_kind", Shape.NAME, "What sort of outcome is expected."),
            Field.of("expected_artifact_mime", Shape.NAME, "The media type that is expected."),
            Field.of("priority", Shape.whole(Integer.MIN_VALUE, Integer.MAX_VALUE), "Higher first; 0 when absent."),
            Field.of("idempotency_key", Shape.NAME, "A second creation with it yields the first one's task."),
            Field.of("max_attempts", Shape.whole(1, 1000), "Failures after which it fails for good."),
            Field.of("retry_backoff_seconds", Shape.whole(1, 86_400), "The wait after the first failure; it doubles."),
            Field.of("delay_seconds", Shape.whole(0, 31_536_000), "Not to be claimed before so many seconds."),
            Field.of("caused_by", Shape.listOf(Shape.ID, 1000), "Receipts that it follows from, at most 10."));

    private static final Field TASK_ID = Field.path("task_id", Shape.ID, "The task.");

    private static final List<Field> PAGE = List.of(
            Field.query("limit", Shape.whole(1, 200), "Most tasks of the page; 50 when absent."),
            Field.query("cursor", Shape.text(1, 1000), "The next_cursor of the page before."));

    private static final List<Field> FILTER = List.of(
            Field.query("type", Shape.NAME, "Only tasks of this type; a * at its end stands for any ending."),
            Field.query(
                    "created_by", Shape.text(1, 10_000), "Only tasks of this owner: kind:id, or an id of any kind."),
            Field.query("held", Shape.FLAG, "Only those that are held, or only those that are not."));

    private static final List<Field> TASKS = List.of(
            Field.of("tasks", Shape.listOf(Forms.TASK_ROW, 200), "The newest first.")
                    .mandatory(),
            Field.of("next_cursor", Shape.text(1, 1000), "The way to the next page; null at the end."));

    private TaskerCalls() {}

    static List<Call> all() {
        return List.of(createTask(), createTasks(), runningTasks(), listTasks(), getTask(), cancelTask());
    }

    private static Call createTask() {
        return post("create_task", "/v1/tasks")
                .access(Access.TASKER)
                .tool(Hints.ADDITIVE)
                .says("Hands in a task: a worker will claim it, and receipts will prove what became of it. Give an"
                        + " idempotency_key if you may have to repeat the call.")
                .takes(Naming.IN_QUERY)
                .takes(NEW_TASK)
                .bodyUpTo(TASK_BODY)
                .answers(Forms.CREATED)
                .does((caller, in) -> Forms.created(
                        caller.tasker(Naming.principal(caller, in)).createTask(newTask(in))));
    }

    private static Call createTasks() {
        return post("create_tasks", "/v1/tasks/batch")
                .access(Access.TASKER)
                .tool(Hints.ADDITIVE)
                .says("Hands in up to 1,000 tasks at once: all of them, or none.")
                .takes(Naming.IN_QUERY)
                .takes(Field.of("tasks", Shape.listOf(new Shape.Members(NEW_TASK), 1000), "The tasks.")
                        .mandatory())
                .bodyUpTo(BATCH_BODY)
                .answers(Field.of("tasks", Shape.listOf(new Shape.Members(Forms.CREATED), 1000), "In the same order.")
                        .mandatory())
                .does((caller, in) -> {
                    Tasker tasker = caller.tasker(Naming.principal(caller, in));
                    List<NewTask> tasks =
                            in.items("tasks").stream().map(TaskerCalls::newTask).toList();
                    List<ObjectNode> created = tasker.createTasks(tasks).stream()
                            .map(Forms::created)
                            .toList();
                    return new Answer().list("tasks", created).node();
                });
    }

    private static Call getTask() {
        return get("get_task", "/v1/tasks/{task_id}")
                .access(Access.TASKER_OR_TASKEE)
                .tool(Hints.READ_ONLY)
                .says("Tells where a task stands, with its payload and, once it has ended, its result.")
                .takes(TASK_ID)
                .answers(Forms.TASK)
                .does((caller, in) -> Forms.task(caller.inspector().getTask(in.id("task_id"))));
    }

    private static Call listTasks() {
        return get("list_tasks", "/v1/tasks")
                .access(Access.TASKER)
                .tool(Hints.READ_ONLY)
                .says("Lists tasks without their payloads, the newest first.")
                .takes(Field.query("status", Forms.STATUS, "Only tasks in this state."))
                .takes(FILTER)
                .takes(PAGE)
                .answers(TASKS)
                .does((caller, in) -> list(caller, in, statusOrNull(in)));
    }

    private static Call runningTasks() {
        return get("running_tasks", "/v1/tasks/running")
                .access(Access.TASKER)
                .says("Lists the tasks that are running, the newest first.")
                .takes(FILTER)
                .takes(PAGE)
                .answers(TASKS)
                .does((caller, in) -> list(caller, in, TaskStatus.RUNNING));
    }

    private static Call cancelTask() {
        return post("cancel_task", "/v1/tasks/{task_id}/cancel")
                .access(Access.TASKER)
                .tool(Hints.DESTRUCTIVE)
                .says("Cancels a task of one's own; its lease ends at once. On one that has ended: ok is false.")
                .takes(TASK_ID)
                .takes(Naming.IN_BODY)
                .takes(Field.of("reason", Shape.text(1, 1000), "Why, for its receipt."))
                .answers(
                        Field.of("ok", Shape.FLAG, "Whether this call canceled it.")
                                .mandatory(),
                        Field.of("status", Forms.STATUS, "Where it stands.").mandatory())
                .does((caller, in) -> {
                    Cancellation answer = cancel(caller, in);
                    return new Answer()
                            .put("ok", answer.ok())
                            .put("status", answer.status().wireName())
                            .node();
                });
    }

    /** An admin key cancels anybody's; an agent's, what its principal owns. */
    private static Cancellation cancel(Caller caller, Arguments in) {
        var principal = Naming.principal(caller, in);
        return caller.isAdmin()
                ? caller.operator(principal).cancelTask(in.id("task_id"), in.textOrNull("reason"))
                : caller.tasker(principal).cancelTask(in.id("task_id"), in.textOrNull("reason"));
    }

    private static @Nullable TaskStatus statusOrNull(Arguments in) {
        String status = in.textOrNull("status");
        return status == null ? null : TaskStatus.ofWireName(status);
    }

    private static ObjectNode list(Caller caller, Arguments in, @Nullable TaskStatus status) {
        String type = in.textOrNull("type");
        TaskFilter filter = new TaskFilter(
                status == null ? Set.of() : Set.of(status),
                type == null ? List.of() : List.of(type),
                in.textOrNull("created_by"),
                in.flagOrNull("held"),
                null,
                null);
        TaskPage page =
                caller.inspector().listTasks(filter, TaskSort.NEWEST_FIRST, caller.limit(in), in.textOrNull("cursor"));
        return new Answer()
                .list("tasks", page.tasks().stream().map(Forms::taskRow).toList())
                .put("next_cursor", page.nextCursor())
                .node();
    }

    /** @throws GateException INVALID_REQUEST for what the shapes do not say, as too deep a payload */
    private static NewTask newTask(Arguments in) {
        Arguments requirements = in.part("requirements");
        return NewTask.builder(in.text("type"), in.has("payload") ? in.json("payload") : Json.emptyObject())
                .payloadPointer(in.textOrNull("payload_pointer"))
                .principalAi(in.text("principal_ai"))
                .requirements(requirements.texts("capabilities"), requirements.texts("tags"))
                .expected(in.textOrNull("expected_outcome_kind"), in.textOrNull("expected_artifact_mime"))
                .priority(in.whole("priority", 0))
                .idempotencyKey(in.textOrNull("idempotency_key"))
                .maxAttempts(in.wholeOrNull("max_attempts"))
                .retryBackoff(in.secondsOrNull("retry_backoff_seconds"))
                .delay(in.secondsOrNull("delay_seconds"))
                .causedBy(in.ids("caused_by"))
                .build();
    }
}
