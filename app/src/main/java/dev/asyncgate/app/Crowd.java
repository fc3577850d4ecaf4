package dev.asyncgate.app;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.NewTask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** More than a screen holds: thousands of tasks of many types and owners, and many workers, with names that are long. */
final class Crowd {

    private static final int TYPES = 48;
    private static final int OWNERS = 12;
    private static final int TASKS_OF_EACH = 400;
    private static final int WORKERS = 70;
    private static final int HELD = 40;

    private Crowd() {}

    /** Fills a tenant; takes some seconds. */
    static void fill(Gate gate, UUID tenantId) {
        for (int owner = 0; owner < OWNERS; owner++) {
            var principal = Principal.of(
                    PrincipalKind.AGENT, "planner-for-the-nightly-reconciliation-of-ledgers-in-region-" + owner);
            var tasks = new ArrayList<NewTask>();
            for (int i = 0; i < TASKS_OF_EACH; i++) {
                tasks.add(NewTask.of(type(owner * TASKS_OF_EACH + i), payload(i)));
                if (tasks.size() == 100) {
                    gate.tasker(tenantId, principal).createTasks(tasks);
                    tasks.clear();
                }
            }
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            work(gate, tenantId, worker);
        }
    }

    private static String type(int n) {
        return n % 3 == 0
                ? "type-" + n % TYPES
                : "documents.invoices.extraction.of.line.items.with.many.words." + n % TYPES;
    }

    private static Json payload(int n) {
        return Json.parse("{\"document\": \"s3://a-bucket-with-a-long-name/year=2026/month=11/part-%d.pdf\"}".formatted(n));
    }

    /** Completes most, fails some, and holds a few. */
    private static void work(Gate gate, UUID tenantId, int number) {
        var worker = gate.worker(tenantId, "extraction-worker-on-node-pool-" + number % 5 + "-" + number);
        List<ClaimedTask> claimed =
                worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(), HELD, null));
        var done = new ArrayList<CompletionItem>();
        for (int i = 0; i < claimed.size(); i++) {
            ClaimedTask task = claimed.get(i);
            if (i % 8 == 0) {
                worker.startTask(task.taskId(), task.leaseId());
            } else if (i % 8 == 1) {
                worker.fail(
                        task.taskId(),
                        task.leaseId(),
                        Json.parse("{\"code\": \"PAGE_OUT_OF_RANGE\", \"message\": \"page 214 of 380 has no text\"}"),
                        false);
            } else {
                done.add(new CompletionItem(
                        task.taskId(),
                        task.leaseId(),
                        Completion.of(Json.parse("{\"pages\": 3}"), Json.parse("[\"s3://out/%d.json\"]".formatted(i)))));
            }
        }
        worker.completeAll(done);
    }
}
