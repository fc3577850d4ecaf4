package dev.asyncgate.app.past;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * More than a screen holds, with names that are long: thousands of tasks of many types and owners, one that many are made
 * for, many workers, schedules, keys and acts.
 */
public final class Crowd {

    private static final int TYPES = 48;
    private static final int OWNERS = 12;
    private static final int TASKS_OF_EACH = 400;
    private static final int WORKERS = 70;
    private static final int HELD = 40;
    /** Their parts are so many that the whole is counted rather than drawn. */
    private static final int PARTS = 46;

    private static final int SCHEDULES = 30;
    private static final int KEYS = 30;
    private static final int PAUSED = 12;
    private static final int CALLS = 60;

    private final Gate gate;
    private final UUID tenant;
    private final List<String> keys = new ArrayList<>();

    private Crowd(Gate gate, UUID tenant) {
        this.gate = gate;
        this.tenant = tenant;
    }

    /** Fills a tenant; takes some seconds. */
    public static Crowd fill(Gate gate, UUID tenant) {
        var crowd = new Crowd(gate, tenant);
        crowd.schedule();
        for (int owner = 0; owner < OWNERS; owner++) {
            crowd.submit(owner);
        }
        crowd.delegate();
        for (int worker = 0; worker < WORKERS; worker++) {
            crowd.work(worker);
        }
        crowd.act();
        return crowd;
    }

    /** Calls the gateway with one of the keys after the other. */
    public void call(URI gateway) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < CALLS; i++) {
                String query = i % 3 == 0
                        ? "/v1/tasks?limit=50"
                        : "/v1/receipts?limit=50&to_kind=agent&to_id="
                                + owner(i % OWNERS).id();
                var request = HttpRequest.newBuilder(gateway.resolve(query))
                        .header("Authorization", "Bearer " + keys.get(i % keys.size()))
                        .build();
                http.send(request, BodyHandlers.ofString());
            }
        }
    }

    private static Principal owner(int number) {
        return Principal.of(
                PrincipalKind.AGENT, "planner-for-the-nightly-reconciliation-of-ledgers-in-region-" + number);
    }

    private static String type(int n) {
        return n % 3 == 0
                ? "type-" + n % TYPES
                : "documents.invoices.extraction.of.line.items.with.many.words." + n % TYPES;
    }

    private static Json payload(int n) {
        return Json.parse(
                "{\"document\": \"s3://a-bucket-with-a-long-name/year=2026/month=11/part-%d.pdf\"}".formatted(n));
    }

    private void submit(int owner) {
        var tasks = new ArrayList<NewTask>();
        for (int i = 0; i < TASKS_OF_EACH; i++) {
            tasks.add(NewTask.of(type(owner * TASKS_OF_EACH + i), payload(i)));
            if (tasks.size() == 100) {
                gate.tasker(tenant, owner(owner)).createTasks(tasks);
                tasks.clear();
            }
        }
    }

    /** A task that has parts, which have parts. */
    private void delegate() {
        Tasker tasker = gate.tasker(tenant, owner(0));
        UUID whole = tasker.createTask(NewTask.of("report.of.the.whole.year", payload(0)))
                .taskId();
        for (UUID part : partsOf(tasker, whole, "report.of.one.month")) {
            partsOf(tasker, part, type(1));
        }
    }

    private List<UUID> partsOf(Tasker tasker, UUID whole, String type) {
        UUID cause = Deeds.receipt(gate, tenant, whole, ReceiptType.TASK_ASSIGNED);
        var parts = new ArrayList<NewTask>();
        for (int i = 0; i < PARTS; i++) {
            parts.add(NewTask.builder(type, payload(i)).causedBy(List.of(cause)).build());
        }
        return tasker.createTasks(parts).stream().map(CreatedTask::taskId).toList();
    }

    /** Completes most, of some of them nobody can say where the result is, fails some, and holds a few. */
    private void work(int number) {
        var worker = gate.worker(tenant, "extraction-worker-on-node-pool-" + number % 5 + "-" + number);
        List<ClaimedTask> claimed = worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(), HELD, null));
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
                done.add(new CompletionItem(task.taskId(), task.leaseId(), completion(i)));
            }
        }
        worker.completeAll(done);
    }

    private static Completion completion(int n) {
        Json result = Json.parse("{\"pages\": 3}");
        return n % 20 == 2
                ? new Completion(result, null, null)
                : Completion.of(result, Json.parse("[\"s3://out/%d.json\"]".formatted(n)));
    }

    private void schedule() {
        for (int i = 0; i < SCHEDULES; i++) {
            Deeds.schedule(gate, tenant, owner(i % OWNERS), """
                    {"cron": "%d */6 * * 1-5", "time_zone": "America/Argentina/Buenos_Aires",
                     "template": {"type": "%s", "payload": {"part": %d}}}
                    """.formatted(i, type(i), i));
        }
    }

    private void act() {
        Operator operator =
                gate.operator(tenant, Principal.of(PrincipalKind.HUMAN, "somebody.with.a.very.long.name.on.call"));
        for (int i = 0; i < KEYS; i++) {
            Principal owner = owner(i % OWNERS);
            CreatedKey made = operator.createKey(new Grant(
                    Role.AGENT,
                    "key-of-the-planner-of-region-" + i,
                    Set.of(),
                    List.of(PrincipalPattern.parse(owner.toString())),
                    List.of(),
                    Set.of(),
                    null,
                    null));
            keys.add(made.secret());
            operator.setLimit(made.key().keyId(), new CallLimit(1 + i % 5, Duration.ofMinutes(1)));
        }
        for (int i = 0; i < PAUSED; i++) {
            operator.pauseType(
                    type(i), "the pages come in an order that nobody has foreseen, so their numbers are wrong");
        }
    }
}
