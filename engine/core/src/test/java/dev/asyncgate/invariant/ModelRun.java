package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.invariant.Model.Expected;
import dev.asyncgate.invariant.Model.ModelLease;
import dev.asyncgate.invariant.Model.ModelTask;
import dev.asyncgate.json.Json;
import dev.asyncgate.json.Limits;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.FailTask;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes each step on the engine and on the model, in a tenant of its own, and compares what they say. */
final class ModelRun {

    private static final Principal STRANGER = Principal.of(PrincipalKind.AGENT, "stranger");
    private static final Principal OPS = Principal.of(PrincipalKind.HUMAN, "ops");
    private static final List<List<String>> CAPABILITIES = List.of(List.of(), List.of("a"), List.of("a", "b"));
    private static final int[] SECONDS = {1, 1, 3, 7, 15, 30, 45, 130, 600};
    private static final String DONE = "done";

    private final UUID tenant = UUID.randomUUID();
    private final Model model = new Model();
    private final TestGate gate;
    private final Connection connection;
    private final Tasker tasker;
    private final Operator operator;

    ModelRun(TestGate gate, Connection connection) {
        this.gate = gate;
        this.connection = connection;
        this.tasker = gate.gate.tasker(tenant, TestGate.PLANNER);
        this.operator = gate.gate.operator(tenant, OPS);
    }

    UUID tenant() {
        return tenant;
    }

    void take(Step step) {
        switch (step.action()) {
            case CREATE -> create(step);
            case CREATE_WITH_KEY -> createWithKey(step);
            case CLAIM -> claim(step);
            case ADVANCE -> gate.clock.advance(Duration.ofSeconds(SECONDS[step.variant() % SECONDS.length]));
            case SWEEP -> sweep();
            case PAUSE_TYPE, RESUME_TYPE -> pauseOrResume(step);
            case START, RENEW, PROGRESS, COMPLETE, FAIL, RELEASE, REVOKE -> {
                if (!model.leases.isEmpty()) {
                    ofALease(step);
                }
            }
            case CANCEL, HOLD, RESUME, REPRIORITIZE, RETRY, WAIVE, AMEND -> {
                if (!model.tasks.isEmpty()) {
                    ofATask(step, task(step));
                }
            }
        }
    }

    private Instant now() {
        return gate.clock.instant();
    }

    private ModelTask task(Step step) {
        boolean unlocated = step.action() == Step.Action.AMEND || step.action() == Step.Action.WAIVE;
        List<ModelTask> owed = model.tasks.stream()
                .filter(each -> unlocated && each.isFinal() && each.open)
                .toList();
        List<ModelTask> among = owed.isEmpty() || step.pick() > 9 ? model.tasks : owed;
        return among.get(step.pick() % among.size());
    }

    /** Mostly one that lives, for most of what can be said of others is a refusal. */
    private ModelLease lease(Step step) {
        List<ModelLease> live =
                model.leases.stream().filter(each -> each.endReason == null).toList();
        List<ModelLease> among = live.isEmpty() || step.pick() > 12 ? model.leases : live;
        return among.get(step.pick() % among.size());
    }

    private void create(Step step) {
        int v = step.variant();
        boolean caused = v % 5 == 4 && !model.tasks.isEmpty();
        ModelTask cause = caused ? task(step) : null;
        NewTask asked = NewTask.builder("t" + v % 3, Json.emptyObject())
                .priority(v / 3 % 4 - 1)
                .requirements(CAPABILITIES.get(step.pick() % 3), List.of())
                .delay(v % 7 == 6 ? Duration.ofSeconds(30) : null)
                .maxAttempts(v % 4 == 0 ? null : v % 4)
                .retryBackoff(v % 6 == 5 ? Duration.ofSeconds(700) : null)
                .causedBy(cause == null ? List.of() : List.of(assignedId(cause)))
                .build();
        List<NewTask> batch = step.pick() % 4 == 3 ? List.of(asked, asked) : List.of(asked);
        for (CreatedTask created : tasker.createTasks(batch)) {
            assertThat(created.existing()).isFalse();
            model.create(created.taskId(), asked, now(), cause == null ? List.of() : List.of(cause.assigned()));
        }
    }

    private void createWithKey(Step step) {
        String key = "k" + step.pick() % 3;
        NewTask asked = NewTask.builder("t" + step.variant() % 2, Json.emptyObject())
                .idempotencyKey(key)
                .build();
        CreatedTask created = tasker.createTask(asked);
        ModelTask first = model.keys.get(key);
        assertThat(created.existing()).isEqualTo(first != null);
        if (first == null) {
            assertThat(created.matched()).isTrue();
            model.create(created.taskId(), asked, now(), List.of());
        } else {
            assertThat(created.taskId()).isEqualTo(first.id);
            assertThat(created.matched()).isEqualTo(first.asked.type().equals(asked.type()));
            assertThat(created.status().wireName()).isEqualTo(first.status);
        }
    }

    private void claim(Step step) {
        int v = step.variant();
        String worker = "w" + step.pick() % 3;
        List<String> types = v % 4 == 3 ? List.of("t0", "t1") : List.of();
        int most = 1 + v % 3;
        Duration ttl = Duration.ofSeconds(List.of(10, 60, 120).get(v / 3 % 3));
        List<String> capabilities = CAPABILITIES.get(v / 9 % 3);
        List<ModelTask> expected = model.claimable(capabilities, types, most, now());
        List<ClaimedTask> claimed = worker(worker).leaseNext(new ClaimTasks.Request(capabilities, types, most, ttl));
        assertThat(claimed)
                .extracting(ClaimedTask::taskId)
                .containsExactlyElementsOf(
                        expected.stream().map(task -> task.id).toList());
        for (int i = 0; i < claimed.size(); i++) {
            ModelLease lease = model.claim(expected.get(i), claimed.get(i).leaseId(), worker, ttl, now());
            assertThat(claimed.get(i).expiresAt()).isEqualTo(lease.expiresAt);
            assertThat(claimed.get(i).attempt()).isEqualTo(lease.task.attempt);
        }
    }

    private void sweep() {
        List<ModelLease> stale = model.stale(now());
        assertThat(gate.gate.expireLeases(tenant)).isEqualTo(stale.size());
        for (ModelLease lease : stale) {
            model.expire(lease);
            Instant retryAt = tasker.getTask(lease.task.id).nextEligibleAt();
            assertThat(retryAt).isBetween(now(), now().plusSeconds(5));
            lease.task.nextEligibleAt = retryAt;
        }
    }

    private void pauseOrResume(Step step) {
        String type = "t" + step.pick() % 3;
        boolean changed;
        if (step.action() == Step.Action.PAUSE_TYPE) {
            operator.pauseType(type, null);
            changed = model.paused.add(type);
        } else {
            operator.resumeType(type);
            changed = model.paused.remove(type);
        }
        model.audits += changed ? 1 : 0;
    }

    // What is said under a lease ------------------------------------------------------------------------------------

    private interface Said {
        @Nullable Object to(Worker worker, UUID taskId, UUID leaseId);
    }

    private interface Effect {
        Object on(ModelLease lease);
    }

    private void ofALease(Step step) {
        ModelLease lease = lease(step);
        int v = step.variant();
        switch (step.action()) {
            case START ->
                holder(step, lease, "", (w, task, id) -> w.startTask(task, id), held -> {
                    model.start(held, now());
                    return Objects.requireNonNull(held.startedAt);
                });
            case RENEW -> {
                Duration extension = v % 2 == 0 ? null : Duration.ofSeconds(100);
                holder(step, lease, "", (w, task, id) -> w.renewLease(task, id, extension), held -> {
                    String refused = model.renew(held, extension, now());
                    return refused == null ? held.expiresAt : refused;
                });
            }
            case PROGRESS ->
                holder(
                        step,
                        lease,
                        "",
                        (w, task, id) -> w.reportProgress(task, id, progress(v)),
                        held -> model.report(held, now()));
            case COMPLETE -> complete(step, lease);
            case FAIL -> fail(step, lease);
            case RELEASE -> {
                Duration delay = v % 3 == 0 ? null : Duration.ofSeconds(v % 3 * 30L - 30);
                String call = "release " + delay;
                Said said = (w, task, id) -> {
                    w.releaseLease(task, id, delay);
                    return DONE;
                };
                holder(step, lease, call, said, held -> {
                    model.release(held, delay, call, now());
                    return DONE;
                });
            }
            default -> revoke(lease);
        }
    }

    /** Now and then so long that its receipt carries only its digest. */
    private static Json progress(int variant) {
        String note = "x".repeat(variant % 6 == 5 ? Limits.BODY_MEMBER_BYTES : 1);
        return Json.parse("{\"done\":%d,\"note\":\"%s\"}".formatted(variant, note));
    }

    private void complete(Step step, ModelLease lease) {
        int content = step.variant() / 2 % 3;
        Completion completion = new Completion(Json.emptyObject(), evidence(content), null);
        String call = "complete " + content;
        Said said = (w, task, id) -> {
            w.complete(task, id, completion);
            return DONE;
        };
        holder(step, lease, call, said, held -> {
            model.complete(held, content > 0, call);
            return DONE;
        });
    }

    private void fail(Step step, ModelLease lease) {
        boolean retryable = step.variant() % 3 != 0;
        String call = "fail " + retryable;
        holder(step, lease, call, (w, task, id) -> w.fail(task, id, Json.emptyObject(), retryable), held -> {
            boolean again = model.fail(held, retryable, call, now());
            return new FailTask.Failure(again, held.answeredRetryAt);
        });
    }

    private static @Nullable Json evidence(int content) {
        return content == 0 ? null : Json.parse("[\"s3://out/" + content + "\"]");
    }

    /** Says it, now and then as a thief, of another task or of none. */
    private void holder(Step step, ModelLease lease, String call, Said said, Effect effect) {
        int v = step.variant();
        String caller = v % 8 == 3 ? "w" + (lease.worker.charAt(1) - '0' + 1) % 3 : lease.worker;
        ModelTask named = v % 16 == 7 ? task(step) : lease.task;
        boolean unknown = v % 32 == 9;
        Object answer = answer(() -> said.to(worker(caller), unknown ? UUID.randomUUID() : named.id, lease.id));
        if (unknown) {
            assertThat(answer).isEqualTo("TASK_NOT_FOUND");
        } else if (lease.isHeldBy(caller, named, now())) {
            assertThat(answer).as("%s of its holder", step).isEqualTo(effect.on(lease));
        } else if (lease.isRepeatedBy(caller, named, call)) {
            assertThat(answer).as("%s, again", step).isNotInstanceOf(GateException.class);
            if (answer instanceof FailTask.Failure failure) {
                assertThat(failure.nextEligibleAt()).isEqualTo(lease.answeredRetryAt);
            } else {
                assertThat(answer).as("%s, again", step).isEqualTo(DONE);
            }
        } else {
            assertThat(answer).as("%s of somebody else", step).isEqualTo("LEASE_INVALID_OR_EXPIRED");
            model.refuse(lease, named);
        }
    }

    private void revoke(ModelLease lease) {
        Object answer = answer(() -> {
            operator.revokeLease(lease.id, "because");
            return DONE;
        });
        if (lease.endReason == null) {
            assertThat(answer).isEqualTo(DONE);
            model.revoke(lease, "human:ops");
        } else {
            assertThat(answer).isEqualTo("INVALID_STATE_TRANSITION");
        }
    }

    // What is done to a task ----------------------------------------------------------------------------------------

    private void ofATask(Step step, ModelTask task) {
        switch (step.action()) {
            case CANCEL -> cancel(step, task);
            case HOLD -> {
                boolean changed = steered(task, () -> operator.holdTask(task.id, null)) && !task.held;
                task.held |= changed;
                model.audits += changed ? 1 : 0;
            }
            case RESUME -> {
                boolean changed = steered(task, () -> operator.resumeTask(task.id)) && task.held;
                task.held &= !changed;
                model.audits += changed ? 1 : 0;
            }
            case REPRIORITIZE -> {
                int priority = step.variant() % 5 - 2;
                if (steered(task, () -> operator.reprioritize(task.id, priority))) {
                    model.audits += task.priority == priority ? 0 : 1;
                    task.priority = priority;
                }
            }
            case RETRY -> retry(task);
            case WAIVE -> waive(task);
            default -> amend(step, task);
        }
    }

    private boolean steered(ModelTask task, Runnable act) {
        Object answer = answer(() -> {
            act.run();
            return DONE;
        });
        assertThat(answer).isEqualTo(task.isFinal() ? "INVALID_STATE_TRANSITION" : DONE);
        return !task.isFinal();
    }

    private void cancel(Step step, ModelTask task) {
        int who = step.variant() % 3;
        Object answer = answer(() -> switch (who) {
            case 0 -> tasker.cancelTask(task.id, null);
            case 1 -> gate.gate.tasker(tenant, STRANGER).cancelTask(task.id, "mine");
            default -> operator.cancelTask(task.id, "enough");
        });
        if (task.isFinal()) {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Cancellation.class,
                            canceled -> assertThat(canceled.status().wireName() + canceled.ok())
                                    .isEqualTo(task.status + false));
        } else if (who == 1) {
            assertThat(answer).isEqualTo("UNAUTHORIZED");
        } else {
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Cancellation.class,
                            canceled -> assertThat(canceled.ok()).isTrue());
            model.cancel(task, who == 0 ? "agent:planner" : "human:ops");
            model.audits += who == 2 ? 1 : 0;
        }
    }

    private void retry(ModelTask task) {
        Object answer = answer(() -> operator.retryTask(task.id));
        Expected terminal = task.terminal;
        if (terminal == null) {
            assertThat(answer).isEqualTo("INVALID_STATE_TRANSITION");
            return;
        }
        NewTask again = NewTask.builder(task.asked.type(), Json.emptyObject())
                .requirements(task.asked.requirements().capabilities(), List.of())
                .priority(task.priority)
                .maxAttempts(task.asked.maxAttempts())
                .retryBackoff(task.asked.retryBackoff())
                .build();
        assertThat(answer).isInstanceOf(CreatedTask.class);
        model.create(((CreatedTask) answer).taskId(), again, now(), List.of(terminal));
        model.audits++;
    }

    private void waive(ModelTask task) {
        UUID obligation = assignedId(task);
        Object answer = answer(() -> operator.waiveObligation(obligation, "never"));
        if (task.isFinal() && task.open) {
            assertThat(answer).isInstanceOf(UUID.class);
            model.discharge(task, "task.waived", "human:ops", task.completedUnder);
            model.audits++;
        } else {
            assertThat(answer).isEqualTo("INVALID_STATE_TRANSITION");
        }
    }

    private void amend(Step step, ModelTask task) {
        if (task.leases.isEmpty()) {
            return;
        }
        int v = step.variant();
        ModelLease lease = v % 4 == 1 ? model.leases.get(step.pick() % model.leases.size()) : task.leases.getLast();
        String caller = v % 8 == 3 ? "thief" : lease.worker;
        int content = v / 2 % 3;
        Object answer = answer(() -> {
            worker(caller).amendCompletion(task.id, lease.id, evidence(content), null);
            return DONE;
        });
        if (task.completedUnder != lease || !caller.equals(lease.worker)) {
            assertThat(answer).isEqualTo("LEASE_INVALID_OR_EXPIRED");
            model.refuse(lease, task);
        } else if (content == 0) {
            assertThat(answer).isEqualTo("LOCATABILITY_REQUIRED");
        } else if (task.open) {
            assertThat(answer).isEqualTo(DONE);
            model.discharge(task, "task.amended", "worker:" + caller, lease);
            task.amended = "evidence " + content;
        } else {
            boolean repeated = ("evidence " + content).equals(task.amended);
            assertThat(answer).isEqualTo(repeated ? DONE : "INVALID_STATE_TRANSITION");
        }
    }

    private interface Call {
        @Nullable Object run();
    }

    /** What it answered, or the code with which it refused. */
    private static Object answer(Call call) {
        try {
            return Objects.requireNonNull(call.run());
        } catch (GateException e) {
            return e.code().name();
        }
    }

    private Worker worker(String id) {
        return gate.gate.worker(tenant, id);
    }

    private UUID assignedId(ModelTask task) {
        return gate.gate
                .inspector(tenant)
                .lineage(task.id, GetLineage.Scope.TASK, 1)
                .receipts()
                .getFirst()
                .receiptId();
    }

    /** The kinds of receipts that the sequence has led to. */
    List<String> kinds() {
        return model.tasks.stream()
                .flatMap(task -> task.receipts.stream())
                .map(Expected::type)
                .toList();
    }

    // What is there at the end --------------------------------------------------------------------------------------

    /** Every task, lease, receipt and open obligation is as foreseen, and nothing else is there. */
    void compare() throws SQLException {
        Ledger ledger = Ledger.read(connection, tenant);
        LedgerAssert.assertSound(ledger);
        assertThat(ledger.tasks().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        model.tasks.stream().map(task -> task.id).toList());
        assertThat(ledger.receipts().keySet()).isSubsetOf(ledger.tasks().keySet());
        Map<Expected, UUID> ids = new HashMap<>();
        for (ModelTask task : model.tasks) {
            standsAsForeseen(task, ledger.task(task.id));
            match(task, ledger.receiptsOf(task.id), ids);
        }
        for (ModelTask task : model.tasks) {
            parents(task, ledger.receiptsOf(task.id), ids);
        }
        for (ModelLease lease : model.leases) {
            Ledger.LeaseRow row = ledger.lease(lease.id);
            assertThat(row.endReason()).isEqualTo(lease.endReason);
            assertThat(row.renewals()).isEqualTo(lease.renewals);
            assertThat(row.startedAt()).isEqualTo(lease.startedAt);
        }
        assertThat(tasker.openObligations(200, null).obligations())
                .extracting(Receipt::taskId)
                .containsExactlyInAnyOrderElementsOf(model.tasks.stream()
                        .filter(task -> task.open)
                        .map(task -> task.id)
                        .toList());
        assertThat(TestGate.value(
                        "SELECT count(*) FROM audit_events WHERE kind = 'operator' AND tenant_id = '" + tenant + "'"))
                .as("acts of operators")
                .isEqualTo(String.valueOf(model.audits));
    }

    private static void standsAsForeseen(ModelTask task, Ledger.TaskRow row) {
        assertThat(row.status()).isEqualTo(task.status);
        assertThat(row.attempt()).isEqualTo(task.attempt);
        assertThat(row.priority()).isEqualTo(task.priority);
        assertThat(row.owner()).isEqualTo("agent:planner");
        if (!task.isFinal()) {
            assertThat(row.held()).isEqualTo(task.held);
            assertThat(row.nextEligibleAt()).isEqualTo(task.nextEligibleAt);
        }
    }

    private static void match(ModelTask task, List<Receipt> receipts, Map<Expected, UUID> ids) {
        assertThat(receipts)
                .extracting(receipt -> kind(receipt) + " from " + receipt.from() + " under " + receipt.leaseId())
                .containsExactlyElementsOf(task.receipts.stream()
                        .map(expected -> expected.type() + " from " + expected.from() + " under " + expected.leaseId())
                        .toList());
        IntStream.range(0, receipts.size())
                .forEach(i -> ids.put(task.receipts.get(i), receipts.get(i).receiptId()));
    }

    /** The type, and of an anomaly what is strange. */
    private static String kind(Receipt receipt) {
        return receipt.type() == ReceiptType.SYSTEM_ANOMALY
                ? "system.anomaly:" + receipt.body().node().path("kind").asString()
                : receipt.type().wireName();
    }

    private static void parents(ModelTask task, List<Receipt> receipts, Map<Expected, UUID> ids) {
        for (int i = 0; i < receipts.size(); i++) {
            List<UUID> expected =
                    task.receipts.get(i).parents().stream().map(ids::get).toList();
            assertThat(receipts.get(i).parents())
                    .as("parents of %s", receipts.get(i))
                    .isEqualTo(expected);
        }
    }
}
