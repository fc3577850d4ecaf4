package dev.asyncgate.app.past;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.CreatedKey;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.PrincipalPattern;
import dev.asyncgate.access.Role;
import dev.asyncgate.access.Scope;
import dev.asyncgate.bulk.BulkAct;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.ScheduleKeeper;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.schedule.ControlTask;
import dev.asyncgate.schedule.NewSchedule;
import dev.asyncgate.schedule.Schedule;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens once on that day: a delegated report, what people do, schedules and keys. */
final class Deeds {

    private static final String NIGHTLY = "nightly.rollup";
    private static final String SEAL = "archive.seal";
    private static final int NIGHTS = 40;
    /** What nobody of the cast offers, so that nobody comes between the parts of the delegated report. */
    private static final String CONFIDENTIAL = "ledger";

    private static final String SCHEDULER = "scheduler-1";

    /** An expired task is eligible again within so many seconds. */
    private static final int AFTER_EXPIRY = 6;

    private static final Duration OF_SCHEDULER = Duration.ofSeconds(60);

    private final Day day;
    private final List<Hand> hands;
    private final Random random = new Random(5);
    private final Map<String, String> keys = new HashMap<>();

    Deeds(Day day, List<Hand> hands) {
        this.day = day;
        this.hands = hands;
    }

    Map<String, String> keys() {
        return Map.copyOf(keys);
    }

    void plan() {
        keep();
        owe();
        delegate(day.before(98, 0));
        people();
        let();
    }

    // ---- schedules

    private void keep() {
        Instant first = day.before(0, 0).truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(NIGHTS));
        day.agenda().at(first, () -> {
            schedule("agent:writer", """
                    {"cron": "0 2 * * *", "time_zone": "Europe/Berlin", "jitter_seconds": 30,
                     "template": {"type": "nightly.rollup", "payload": {"into": "s3://rollups"}, "priority": 5}}
                    """);
            schedule("service:archiver", """
                    {"cron": "0 3 * * 0", "template": {"type": "archive.seal", "payload": {}}, "misfire": "skip"}
                    """);
        });
        for (int night = 0; night <= NIGHTS; night++) {
            for (int hour : List.of(0, 1)) {
                Instant due = first.plus(Duration.ofDays(night)).plus(Duration.ofHours(hour));
                day.agenda().at(due.plusSeconds(45), this::rollUp);
            }
        }
        day.agenda().at(day.before(9 * 60, 0), () -> {
            schedule("agent:crawler", """
                    {"interval_seconds": 300, "misfire": "skip", "template": {"type": "http.fetch",
                     "payload": {"url": "https://status.example.org"}, "requirements": {"capabilities": ["net"], "tags": ["scheduled"]}}}
                    """);
            schedule("service:mailer", """
                    {"interval_seconds": 1800, "jitter_seconds": 60, "template": {"type": "mail.digest",
                     "payload": {"folder": "inbox"}, "requirements": {"capabilities": ["smtp"], "tags": ["scheduled"]}}}
                    """);
            schedule("service:ingest", """
                    {"cron": "15 * * * *", "misfire": "catch_up_one", "template": {"type": "dataset.extract",
                     "payload": {"source": "s3://ledger"}, "requirements": {"capabilities": ["parquet"], "tags": ["scheduled"]}}}
                    """);
            schedule("agent:writer", """
                    {"cron": "30 */4 * * *", "template": {"type": "embeddings.build", "payload": {"index": "docs"},
                     "requirements": {"capabilities": ["gpu"], "tags": ["scheduled"]}, "priority": 5}}
                    """);
            schedule("agent:planner", """
                    {"cron": "0 18 * * 1-5", "time_zone": "Europe/Berlin", "template": {"type": "report.render",
                     "payload": {"report": "board"}, "requirements": {"capabilities": ["gpu", "latex"], "tags": ["scheduled"]}, "priority": 10}}
                    """);
            schedule("agent:planner", """
                    {"interval_seconds": 43200, "template": {"type": "score.answers", "payload": {"sample": 200},
                     "requirements": {"capabilities": ["judge"], "tags": ["scheduled"]}}}
                    """);
        });
        fireEvery(Duration.ofMinutes(5), day.before(9 * 60, 0));
        // A run with a jitter fires up to so much later.
        fireEvery(Duration.ofMinutes(30), day.before(9 * 60, 0).plusSeconds(61));
        fireEvery(Duration.ofMinutes(15), day.before(9 * 60, 0).truncatedTo(ChronoUnit.HOURS));
    }

    /** But while the scheduler is out. */
    private void fireEvery(Duration step, Instant from) {
        for (Instant at = from; at.isBefore(day.before(-60, 0)); at = at.plus(step)) {
            if (at.isBefore(day.before(220, 0)) || at.isAfter(day.before(155, 0))) {
                day.agenda().at(at.plusMillis(300), () -> keeper().fireDue());
            }
        }
    }

    private ScheduleKeeper keeper() {
        return day.gate().schedules(Day.TENANT);
    }

    private Worker worker(String id) {
        return day.gate().worker(Day.TENANT, id);
    }

    /** As a scheduler does: the control task is leased, the schedule made under that lease, then it is completed. */
    private void schedule(String owner, String payload) {
        schedule(day.gate(), Day.TENANT, Principal.parse(owner), payload);
    }

    static void schedule(Gate gate, UUID tenant, Principal owner, String payload) {
        gate.tasker(tenant, owner).createTask(NewTask.of("schedule.create", Json.parse(payload)));
        Worker worker = gate.worker(tenant, SCHEDULER);
        ClaimedTask task = worker.leaseNext(
                        new ClaimTasks.Request(List.of(), List.of("schedule.create"), 1, OF_SCHEDULER))
                .getFirst();
        Schedule made = gate.schedules(tenant)
                .create(new ControlTask(SCHEDULER, task.taskId(), task.leaseId()), NewSchedule.parse(task.payload()));
        worker.complete(
                task.taskId(),
                task.leaseId(),
                Completion.of(made.toJson(), Json.parse("[\"%s\"]".formatted(made.pointer()))));
    }

    private void rollUp() {
        keeper().fireDue();
        Worker worker = worker("rollup-1");
        List<ClaimedTask> claimed =
                worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(NIGHTLY), 1, Duration.ofMinutes(20)));
        for (ClaimedTask task : claimed) {
            worker.startTask(task.taskId(), task.leaseId());
            boolean fails = day.agenda().instant().isBefore(day.before(11 * 24 * 60, 0))
                    && day.agenda().instant().isAfter(day.before(12 * 24 * 60, 0));
            day.agenda().in(480 + random.nextInt(240), () -> {
                if (fails) {
                    worker.fail(task.taskId(), task.leaseId(), Json.parse("{\"code\": \"DISK_FULL\"}"), false);
                } else {
                    worker.complete(task.taskId(), task.leaseId(), Trade.MERGE.completion(random, true));
                }
            });
        }
    }

    private static ClaimedTask claim(Worker worker, Duration ttl, String type) {
        return worker.leaseNext(
                        new ClaimTasks.Request(List.of("gpu", "latex", "parquet", CONFIDENTIAL), List.of(type), 1, ttl))
                .getFirst();
    }

    // ---- what stays open

    private void owe() {
        at(3 * 1440 + 122, () -> create("service:archiver", NewTask.of(SEAL, Json.parse("{\"year\": 2025}"))));
        at(31 * 60, () -> {
            create("agent:planner", NewTask.of("ledger.export", Json.parse("{\"quarter\": 3}")));
            var worker = worker("render-1");
            ClaimedTask task = claim(worker, Duration.ofMinutes(5), "ledger.export");
            day.agenda()
                    .in(
                            140,
                            () -> worker.complete(
                                    task.taskId(), task.leaseId(), Trade.REPORT.completion(random, false)));
        });
        at(170, () -> {
            for (int i = 0; i < 6; i++) {
                create(
                        "agent:writer",
                        NewTask.builder("video.cut", Json.parse("{\"reel\": %d}".formatted(i)))
                                .requirements(List.of("gpu", "cuda12"), List.of())
                                .build());
            }
        });
        at(91, () -> day.submit(Trade.MERGE, 106));
        at(62, () -> day.submit(Trade.MERGE, 40));
    }

    private UUID create(String owner, NewTask task) {
        return day.gate()
                .tasker(Day.TENANT, Principal.parse(owner))
                .createTask(task)
                .taskId();
    }

    /** Before the end. */
    private void at(int minutes, Runnable deed) {
        day.agenda().at(day.before(minutes, 13), deed);
    }

    // ---- a report that others work for

    private void delegate(Instant start) {
        day.agenda().at(start, () -> {
            UUID report = part(Trade.REPORT, "agent:planner", null);
            day.agenda().in(2, () -> {
                Worker lead = worker("gpu-9");
                ClaimedTask whole = claim(lead, Duration.ofMinutes(30), Trade.REPORT.type());
                lead.startTask(report, whole.leaseId());
                day.agenda().in(26, () -> {
                    UUID cause = receipt(report, ReceiptType.TASK_STARTED);
                    part(Trade.EMBEDDINGS, "agent:writer", cause);
                    part(Trade.EXTRACT, "agent:writer", cause);
                    day.agenda().in(2, this::embed);
                    day.agenda().in(2, this::extract);
                });
                day.agenda()
                        .in(
                                11 * 60,
                                () -> lead.reportProgress(
                                        report,
                                        whole.leaseId(),
                                        Json.parse("{\"done\": 0.6, \"note\": \"two parts are in\"}")));
                day.agenda().in(27 * 60, () -> {
                    lead.complete(report, whole.leaseId(), Trade.REPORT.completion(random, true));
                    day.agenda()
                            .in(
                                    2,
                                    () -> day.gate()
                                            .tasker(Day.TENANT, Trade.REPORT.owner())
                                            .ackReceipt(receipt(report, ReceiptType.TASK_COMPLETED)));
                });
            });
        });
    }

    private void embed() {
        Worker worker = worker("gpu-8");
        ClaimedTask task = claim(worker, Duration.ofMinutes(20), Trade.EMBEDDINGS.type());
        worker.startTask(task.taskId(), task.leaseId());
        day.agenda()
                .in(
                        480,
                        () -> worker.complete(
                                task.taskId(), task.leaseId(), Trade.EMBEDDINGS.completion(random, true)));
    }

    /** The first who takes it is not heard of again. */
    private void extract() {
        ClaimedTask lost = claim(worker("etl-3"), Duration.ofMinutes(2), Trade.EXTRACT.type());
        day.agenda().in(124, () -> {
            day.gate().expireLeases(Day.TENANT);
            day.agenda().in(AFTER_EXPIRY, () -> {
                Worker worker = worker("etl-2");
                ClaimedTask task = claim(worker, Duration.ofMinutes(15), Trade.EXTRACT.type());
                worker.startTask(task.taskId(), task.leaseId());
                day.agenda().in(450, () -> {
                    worker.complete(task.taskId(), task.leaseId(), Trade.EXTRACT.completion(random, true));
                    part(Trade.CHART, "agent:writer", receipt(lost.taskId(), ReceiptType.TASK_RESULT_READY));
                    day.agenda().in(2, this::chart);
                });
            });
        });
    }

    private void chart() {
        Worker worker = worker("gpu-8");
        ClaimedTask task = claim(worker, Duration.ofMinutes(10), Trade.CHART.type());
        worker.startTask(task.taskId(), task.leaseId());
        day.agenda()
                .in(162, () -> worker.complete(task.taskId(), task.leaseId(), Trade.CHART.completion(random, false)));
    }

    /** So urgent that it is claimed before all others. */
    private UUID part(Trade trade, String owner, @Nullable UUID cause) {
        return create(
                owner,
                trade.task(random)
                        .priority(50)
                        .requirements(List.of(CONFIDENTIAL), List.of())
                        .delay(Duration.ofSeconds(2))
                        .causedBy(cause == null ? List.of() : List.of(cause))
                        .build());
    }

    private UUID receipt(UUID taskId, ReceiptType type) {
        return receipt(day.gate(), Day.TENANT, taskId, type);
    }

    static UUID receipt(Gate gate, UUID tenant, UUID taskId, ReceiptType type) {
        return gate.inspector(tenant).lineage(taskId, GetLineage.Scope.TASK, 100).receipts().stream()
                .filter(receipt -> receipt.type() == type)
                .map(Receipt::receiptId)
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    // ---- people

    private Operator person(String name) {
        return day.gate().operator(Day.TENANT, Principal.parse("human:" + name));
    }

    private void people() {
        at(10 * 1440, () -> person("amir").pauseType(SEAL, "the archive moves"));
        at(41, () -> {
            day.submit(Trade.CHART, 34);
            day.agenda().in(25, () -> {
                bulk("rosa", Trade.CHART, new BulkAct.Cancel("sent twice"));
                day.forget(Trade.CHART);
            });
        });
        at(22, () -> bulk("amir", Trade.EXTRACT, new BulkAct.Reprioritize(10)));
        at(8, () -> person("rosa").pauseType(Trade.REPORT.type(), "the renderer times out"));
        revokeWhenHeld("gpu-9", 12, "rosa");
        revokeWhenHeld("scan-x1", 5, "amir");
        revokeWhenHeld("web-4", 2, "rosa");
        cancelWhenHeld("gpu-7", 19, "amir");
        cancelWhenHeld("web-4", 17, "rosa");
    }

    private void bulk(String name, Trade trade, BulkAct act) {
        var filter = new TaskFilter(Set.of(TaskStatus.QUEUED), List.of(trade.type()), null, null, null, null);
        List<UUID> tasks =
                day.gate().inspector(Day.TENANT).listTasks(filter, TaskSort.OLDEST_FIRST, 200, null).tasks().stream()
                        .map(TaskRow::taskId)
                        .toList();
        person(name).runBulk(act, tasks, results -> true);
    }

    private void revokeWhenHeld(String worker, int minutes, String name) {
        at(
                minutes,
                () -> whenHeld(worker, task -> {
                    person(name).revokeLease(task.leaseId(), "makes no progress");
                    day.given(task);
                }));
    }

    private void cancelWhenHeld(String worker, int minutes, String name) {
        at(minutes, () -> whenHeld(worker, task -> person(name).cancelTask(task.taskId(), "not needed any more")));
    }

    private void whenHeld(String id, java.util.function.Consumer<ClaimedTask> deed) {
        for (Hand hand : hands) {
            ClaimedTask task = hand.id().equals(id) ? hand.held() : null;
            if (task != null) {
                try {
                    deed.accept(task);
                    hand.drop();
                } catch (GateException e) {
                    day.refused(e);
                }
                return;
            }
        }
        day.agenda().in(10, () -> whenHeld(id, deed));
    }

    // ---- who is let in

    private void let() {
        at(30 * 1440, () -> {
            key("ops-rosa", Role.ADMIN, Set.of(Scope.METRICS), "human:rosa", List.of(), 61);
            key("planner-3", Role.AGENT, Set.of(), "agent:planner", List.of(), 12);
            key("gpu-pool", Role.WORKER, Set.of(), null, List.of("gpu-*"), 88);
            key("etl-pool", Role.WORKER, Set.of(), null, List.of("etl-1", "etl-2", "etl-3"), 88);
            key("legacy-ci", Role.AGENT, Set.of(), null, List.of(), 0);
            CreatedKey old = key("ingest-1", Role.AGENT, Set.of(), "service:ingest", List.of(), 0);
            at(88, () -> {
                key("ingest-2", Role.AGENT, Set.of(), "service:ingest", List.of(), 4);
                person("amir").revokeKey(old.key().keyId());
            });
        });
    }

    private CreatedKey key(
            String name, Role role, Set<Scope> scopes, @Nullable String as, List<String> workers, int daysLeft) {
        var grant = new Grant(
                role,
                name,
                scopes,
                as == null ? List.of() : List.of(PrincipalPattern.parse(as)),
                workers,
                Set.of(),
                daysLeft == 0 ? null : day.before(-1440 * daysLeft, 0),
                null);
        CreatedKey made = person("amir").createKey(grant);
        if (name.equals("gpu-pool")) {
            person("amir").setLimit(made.key().keyId(), new CallLimit(12, Duration.ofMinutes(1)));
        }
        keys.put(name, made.secret());
        return made;
    }
}
