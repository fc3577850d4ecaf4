package dev.asyncgate.workers.demo;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which a simulated worker does its work. They take the time of the work, at the demo's pace. */
final class Labour {

    private static final Duration RENEWS_EVERY = Duration.ofSeconds(4);
    private static final Duration ASKS_EVERY = Duration.ofSeconds(2);

    /** So many of a hundred tries of a flaky worker fail; one in this many failures is not worth another attempt. */
    private static final int FAILS_PERCENT = 45;

    private static final int HOPELESS = 6;
    private static final List<String> TROUBLES =
            List.of("UPSTREAM_TIMEOUT", "BAD_GATEWAY", "OUT_OF_MEMORY", "RATE_LIMITED", "CONNECTION_RESET");

    private final Worker worker;
    private final Inspector inspector;
    private final Pace pace;
    private final Delegation delegation;
    private final Random random;

    Labour(Gate gate, String workerId, Pace pace, Delegation delegation, Random random) {
        this.worker = gate.worker(Demo.TENANT, workerId);
        this.inspector = gate.inspector(Demo.TENANT);
        this.pace = pace;
        this.delegation = delegation;
        this.random = random;
    }

    /** Does what the work says. */
    Outcome steadily(ClaimedTask task, SimulatedWork work) throws InterruptedException {
        pace.sleep(work.part(0.3));
        if (task.attempt() == 0) {
            delegation.delegate(task, work.causes(), Job::owner);
        }
        pace.sleep(work.part(0.7));
        return outcome(task, work.ending());
    }

    /** Fails at random, whatever the work says. */
    Outcome withLuck(ClaimedTask task, SimulatedWork work) throws InterruptedException {
        pace.sleep(work.part(random.nextDouble(0.3, 1)));
        if (random.nextInt(100) >= FAILS_PERCENT) {
            return new Outcome.Completed(located(task));
        }
        String trouble = TROUBLES.get(random.nextInt(TROUBLES.size()));
        return failed(trouble, "attempt " + (task.attempt() + 1) + " hit it", random.nextInt(HOPELESS) != 0);
    }

    /** Succeeds and leaves nothing by which the work can be found. */
    Outcome withoutProof(ClaimedTask task, SimulatedWork work) throws InterruptedException {
        pace.sleep(work.part(1));
        return outcome(task, SimulatedWork.Ending.COMPLETE_UNLOCATED);
    }

    /**
     * Renews until the engine allows no more of it.
     *
     * @param renewed told when the lease ends, after each renewal
     */
    void hoard(ClaimedTask task, Consumer<Instant> renewed) throws InterruptedException {
        while (true) {
            pace.sleep(RENEWS_EVERY);
            try {
                renewed.accept(worker.renewLease(task.taskId(), task.leaseId(), null));
            } catch (GateException e) {
                switch (e.code()) {
                    case LEASE_RENEWAL_LIMIT_EXCEEDED, LEASE_LIFETIME_EXCEEDED -> {
                        return;
                    }
                    default -> throw e;
                }
            }
        }
    }

    /** Has the parts made by others, waits for them, and hands in what they have delivered. */
    Outcome throughOthers(ClaimedTask task, SimulatedWork work) throws InterruptedException {
        pace.sleep(work.part(0.3));
        Principal self = Principal.of(PrincipalKind.AGENT, worker.workerId());
        List<UUID> parts = delegation.delegate(task, work.causes(), job -> self);
        awaitAll(parts);
        pace.sleep(work.part(0.7));
        return new Outcome.Completed(Completion.of(assembled(task, parts), artifacts(task)));
    }

    private void awaitAll(List<UUID> parts) throws InterruptedException {
        while (!inspector.tasksById(parts).stream().map(TaskRow::status).allMatch(TaskStatus::isTerminal)) {
            pace.sleep(ASKS_EVERY);
        }
    }

    private Json assembled(ClaimedTask task, List<UUID> parts) {
        ObjectNode result = resultNode(task);
        ArrayNode delivered = result.putArray("parts");
        for (UUID part : parts) {
            TaskResult outcome = inspector.getTask(part).result();
            ObjectNode entry = delivered.addObject().put("task_id", part.toString());
            if (outcome != null) {
                entry.put("outcome", outcome.outcome().wireName());
                entry.set(
                        "artifacts",
                        outcome.artifacts() == null ? null : outcome.artifacts().node());
            }
        }
        return Json.of(result);
    }

    private static Outcome outcome(ClaimedTask task, SimulatedWork.Ending ending) {
        return switch (ending) {
            case COMPLETE -> new Outcome.Completed(located(task));
            case COMPLETE_UNLOCATED -> new Outcome.Completed(new Completion(Json.of(resultNode(task)), null, null));
            case FAIL_ONCE ->
                task.attempt() == 0
                        ? failed("UPSTREAM_TIMEOUT", "the source did not answer within 30 s", true)
                        : new Outcome.Completed(located(task));
            case FAIL -> failed("RENDER_TIMEOUT", "page 214 of 380", false);
        };
    }

    /** What is handed in for a task whose work can be found. */
    static Completion located(ClaimedTask task) {
        return Completion.of(Json.of(resultNode(task)), artifacts(task));
    }

    private static Json artifacts(ClaimedTask task) {
        String where = Job.ofType(task.type()).artifact(task.taskId().toString());
        return Json.of(JsonNodeFactory.instance.arrayNode().add(where));
    }

    private static ObjectNode resultNode(ClaimedTask task) {
        return JsonNodeFactory.instance.objectNode().put("type", task.type()).put("ok", true);
    }

    private static Outcome failed(String code, String message, boolean retryable) {
        return new Outcome.Failed(
                Json.of(JsonNodeFactory.instance.objectNode().put("code", code).put("message", message)), retryable);
    }
}
