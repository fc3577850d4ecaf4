package dev.asyncgate.backup;

import dev.asyncgate.database.DatabaseAddress;
import dev.asyncgate.database.Migration;
import dev.asyncgate.database.ScratchDatabase;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A database in which somebody has worked: tasks in every state, and texts that are hard to keep. */
final class Work {

    static final String HARD = "{\"n\":1.10, \"t\":\"tab\\t \\\\N \\\\. \\u001f ü 漢 😀\",\n \"e\": \"\", \"b\":-0.0}";

    private Work() {}

    static void doIn(DatabaseAddress database) {
        int _ = new Migration(database, "asyncgate").apply();
        try (Gate gate = Gate.open(TestGate.settings(ScratchDatabase.url(database)))) {
            for (UUID tenant : List.of(Gate.DEFAULT_TENANT, UUID.randomUUID())) {
                doIn(gate, tenant);
            }
        }
    }

    private static void doIn(Gate gate, UUID tenant) {
        var tasker = gate.tasker(tenant, TestGate.PLANNER);
        for (int i = 0; i < 6; i++) {
            tasker.createTask(NewTask.builder("kind " + i, Json.parse(HARD))
                    .requirements(List.of(), List.of("a,b", "{}", "\"q\"", "\\N"))
                    .priority(-i)
                    .build());
        }
        Worker worker = gate.worker(tenant, "ŵorker \"1\"\\");
        var located = Completion.of(Json.parse(HARD), Json.parse("[\"s3://out\"]"));
        ClaimedTask done = next(worker);
        worker.complete(done.taskId(), done.leaseId(), located);
        ClaimedTask failed = next(worker);
        worker.fail(failed.taskId(), failed.leaseId(), Json.parse(HARD), false);
        ClaimedTask retried = next(worker);
        worker.fail(retried.taskId(), retried.leaseId(), Json.parse(HARD), true);
        ClaimedTask released = next(worker);
        worker.releaseLease(released.taskId(), released.leaseId(), Duration.ofHours(1));
        ClaimedTask running = next(worker);
        worker.startTask(running.taskId(), running.leaseId());
        worker.renewLease(running.taskId(), running.leaseId(), null);
    }

    private static ClaimedTask next(Worker worker) {
        return worker.leaseNext(ClaimTasks.Request.any()).getFirst();
    }
}
