package dev.asyncgate.bench;

import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.CompleteTasks;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.NewTask;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The task that every scenario creates and completes, and the same in the floors' terms. */
final class Work {

    static final Principal PLANNER = Principal.of(PrincipalKind.AGENT, "planner");
    static final NewTask TASK =
            NewTask.of("bench.work", Json.parse("{\"document\":\"s3://in/4711.pdf\",\"pages\":12}"));
    static final Completion DONE = Completion.of(Json.parse("{\"pages\":12}"), Json.parse("[\"s3://out/4711.pdf\"]"));

    static final int CREATED_AT_ONCE = 1_000;
    static final int CLAIMED_AT_ONCE = 100;
    private static final ClaimTasks.Request HUNDRED =
            new ClaimTasks.Request(List.of(), List.of(), CLAIMED_AT_ONCE, null);

    private Work() {}

    static List<NewTask> tasks(int count) {
        return Collections.nCopies(count, TASK);
    }

    /** One at a time; returns how many it was. */
    static int claimAndComplete(Worker worker) {
        List<ClaimedTask> claimed = worker.leaseNext(ClaimTasks.Request.any());
        for (ClaimedTask task : claimed) {
            worker.complete(task.taskId(), task.leaseId(), DONE);
        }
        return claimed.size();
    }

    /** A hundred at a time; returns how many it was. */
    static int claimAndCompleteHundred(Worker worker) {
        List<ClaimedTask> claimed = worker.leaseNext(HUNDRED);
        if (!claimed.isEmpty()) {
            for (CompleteTasks.Result result : worker.completeAll(done(claimed))) {
                if (result.error() != null) {
                    throw result.error();
                }
            }
        }
        return claimed.size();
    }

    private static List<CompletionItem> done(List<ClaimedTask> claimed) {
        return claimed.stream()
                .map(task -> new CompletionItem(task.taskId(), task.leaseId(), DONE))
                .toList();
    }

    /** What the floors' parameters stand for. */
    static Map<String, Object> floor(UUID tenant, int client) {
        return Map.of(
                "tenant",
                tenant,
                "worker",
                "worker-" + client,
                "payload",
                TASK.payload().text());
    }
}
