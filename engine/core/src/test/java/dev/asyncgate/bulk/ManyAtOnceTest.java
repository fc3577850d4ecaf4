package dev.asyncgate.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.bulk.BulkResult.Effect;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.FreezeTasks.Frozen;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done to many tasks is done to each of them as it is done to one, to those that were named and to no others. */
class ManyAtOnceTest {

    private static final TaskFilter ALL = TaskFilter.ALL;

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theyAreCanceledWithTheReceiptsOfEach() throws SQLException {
        create(230);
        ClaimedTask held = gate.claim(worker);
        ClaimedTask done = gate.claim(worker);
        worker.complete(done.taskId(), done.leaseId(), TestGate.located());
        Frozen frozen = operator.freeze(ALL, found -> true);
        UUID later = gate.create("unit");

        List<BulkResult> results = new ArrayList<>();
        RunBulk.Summary summary = run(new BulkAct.Cancel("superseded"), frozen.taskIds(), results);

        assertThat(summary.effects()).isEqualTo(Map.of(Effect.DONE, 229, Effect.NOT_CONCERNED, 1));
        assertThat(results).extracting(BulkResult::taskId).containsExactlyInAnyOrderElementsOf(frozen.taskIds());
        assertThat(of(held.taskId(), results)).satisfies(result -> {
            assertThat(result.was()).isEqualTo(TaskStatus.LEASED);
            assertThat(result.workerId()).isEqualTo("w");
        });
        assertThat(of(done.taskId(), results).was()).isEqualTo(TaskStatus.SUCCEEDED);
        assertThat(gate.tasker.getTask(later).status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(gate.receiptTypes(held.taskId()))
                .containsExactly("task.assigned", "task.accepted", "task.canceled", "task.result_ready");
        assertThat(gate.receipts(held.taskId()).get(2).body().canonical()).isEqualTo("{\"reason\":\"superseded\"}");
        assertThat(gate.inspector.openObligations(200, null).obligations()).hasSize(1);
        assertThat(gate.inspector.checkInvariants(gate.clock.instant().minusSeconds(60)))
                .allSatisfy(check -> assertThat(check.toString()).isNotEmpty());
        String bulk = "bulk " + summary.bulkId();
        assertThat(audit("count(*)", "operation = 'cancelTask' AND subject = '" + bulk + "'"))
                .isEqualTo("229");
        assertThat(audit(
                        "string_agg((before ->> 'tasks') || ' ' || coalesce(after ->> 'done', '-'), ',' ORDER BY event_id)",
                        "operation = 'cancelTasks' AND subject = '" + bulk + "' AND reason = 'superseded'"))
                .isEqualTo("230 -,230 229");
    }

    @Test
    void aPreviewWritesNothing() throws SQLException {
        create(3);
        ClaimedTask claimed = gate.claim(worker);
        worker.reportProgress(claimed.taskId(), claimed.leaseId(), Json.parse("{\"percent\":93}"));
        ClaimedTask done = gate.claim(worker);
        worker.complete(done.taskId(), done.leaseId(), TestGate.located());
        List<UUID> ids = new ArrayList<>(operator.freeze(ALL, found -> true).taskIds());
        ids.add(UUID.randomUUID());
        String before = everything();

        PreviewBulk.Preview preview = operator.preview(new BulkAct.Cancel(null), ids);

        assertThat(preview.byState())
                .isEqualTo(Map.of(TaskStatus.QUEUED, 1L, TaskStatus.RUNNING, 1L, TaskStatus.SUCCEEDED, 1L));
        assertThat(preview.owners()).isEqualTo(Map.of("agent:planner", 2L));
        assertThat(preview.leases()).isEqualTo(1);
        assertThat(preview.workers()).isEqualTo(Set.of("w"));
        assertThat(preview.nearlyDone()).containsExactly(claimed.taskId());
        assertThat(preview.gone()).isEqualTo(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatFailedIsHandedInAgainForItsOwner() {
        create(4);
        for (boolean retryable : new boolean[] {false, false, true}) {
            ClaimedTask claimed = gate.claim(worker);
            worker.fail(claimed.taskId(), claimed.leaseId(), Json.emptyObject(), retryable);
        }
        List<BulkResult> results = new ArrayList<>();

        RunBulk.Summary summary =
                run(new BulkAct.Retry(), operator.freeze(ALL, found -> true).taskIds(), results);

        assertThat(summary.effects()).isEqualTo(Map.of(Effect.DONE, 2, Effect.NOT_CONCERNED, 2));
        for (BulkResult result : results) {
            if (result.effect() == Effect.DONE) {
                Task again = gate.tasker.getTask(java.util.Objects.requireNonNull(result.newTaskId()));
                assertThat(again.createdBy()).isEqualTo(TestGate.PLANNER);
                assertThat(again.payload().text()).isEqualTo("{\"n\":1.50}");
                assertThat(gate.receipts(again.taskId()).getFirst().parents()).containsExactly(result.receiptId());
            }
        }
    }

    @Test
    void prioritiesAreGivenAndPutBackUnlessSomebodyHasChangedThemSince() {
        List<UUID> ids = create(3);
        operator.reprioritize(ids.get(1), 7);
        List<BulkResult> results = new ArrayList<>();

        assertThat(run(new BulkAct.Reprioritize(7), ids, results).effects())
                .isEqualTo(Map.of(Effect.DONE, 2, Effect.UNCHANGED, 1));
        operator.reprioritize(ids.get(2), 9);
        Map<UUID, Integer> before = results.stream()
                .filter(result -> result.priority() != null)
                .collect(Collectors.toMap(
                        BulkResult::taskId, result -> java.util.Objects.requireNonNull(result.priority())));
        RunBulk.Summary undone = run(new BulkAct.PutBack(before, 7), List.copyOf(before.keySet()), new ArrayList<>());

        assertThat(undone.effects()).isEqualTo(Map.of(Effect.DONE, 1, Effect.UNCHANGED, 1));
        assertThat(ids).extracting(id -> gate.tasker.getTask(id).priority()).containsExactly(0, 7, 9);
    }

    @Test
    void theyAreHeldAndResumed() throws SQLException {
        List<UUID> ids = create(3);
        operator.holdTask(ids.getFirst(), "mine");

        assertThat(run(new BulkAct.Hold("wait"), ids, new ArrayList<>()).effects())
                .isEqualTo(Map.of(Effect.DONE, 2, Effect.UNCHANGED, 1));
        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isEmpty();
        assertThat(gate.tasker.getTask(ids.getFirst()).heldReason()).isEqualTo("mine");
        assertThat(run(new BulkAct.Resume(), ids, new ArrayList<>()).count(Effect.DONE))
                .isEqualTo(3);
        assertThat(worker.leaseNext(ClaimTasks.Request.any())).isNotEmpty();
        assertThat(audit("count(*)", "operation IN ('holdTask', 'resumeTask')")).isEqualTo("6");
    }

    @Test
    void itStopsBetweenTwoBatchesAndWhatWasDoneStays() {
        List<UUID> ids = create(250);

        RunBulk.Summary summary = operator.runBulk(new BulkAct.Cancel(null), ids, results -> false);

        assertThat(summary.count(Effect.DONE)).isEqualTo(RunBulk.BATCH);
        assertThat(summary.left()).isEqualTo(150);
        assertThat(gate.inspector.countTasks())
                .containsEntry(TaskStatus.CANCELED, 100L)
                .containsEntry(TaskStatus.QUEUED, 150L);
    }

    @Test
    void aTaskThatSomebodyHasLockedIsLeftForTheEndAndHoldsUpNoOther() throws Exception {
        List<UUID> ids = create(150);
        var results = new java.util.concurrent.CopyOnWriteArrayList<BulkResult>();
        try (Connection other = TestGate.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM open_tasks WHERE task_id = '" + ids.getFirst() + "' FOR UPDATE");
            var running = CompletableFuture.supplyAsync(() -> run(new BulkAct.Cancel(null), ids, results));
            Eventually.is("the others are canceled", Duration.ofSeconds(20), () -> results.size() == 149);
            assertThat(running).isNotDone();
            other.rollback();
            assertThat(running.get().effects()).isEqualTo(Map.of(Effect.DONE, 150));
        }
        assertThat(results.getLast().taskId()).isEqualTo(ids.getFirst());
    }

    @Test
    void workersThatEndTasksMeanwhileLoseNoneAndNoneEndsTwice() {
        List<UUID> ids = create(120);
        var workers = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.runAsync(() -> work(gate.worker("w" + n))))
                .toList();

        RunBulk.Summary summary = run(new BulkAct.Cancel(null), ids, new ArrayList<>());
        workers.forEach(CompletableFuture::join);

        Map<TaskStatus, Long> counts = gate.inspector.countTasks();
        assertThat(counts.get(TaskStatus.CANCELED)).isEqualTo(summary.count(Effect.DONE));
        assertThat(counts.getOrDefault(TaskStatus.SUCCEEDED, 0L) + counts.getOrDefault(TaskStatus.CANCELED, 0L))
                .isEqualTo(120);
        assertThat(ids)
                .allSatisfy(id -> assertThat(gate.receiptTypes(id))
                        .filteredOn(type -> type.equals("task.completed") || type.equals("task.canceled"))
                        .hasSize(1));
    }

    @Test
    void otherTenantsTasksAreNotThere() {
        List<UUID> ids = create(2);
        UUID other = UUID.randomUUID();
        Operator stranger = gate.gate.operator(other, Principal.of(PrincipalKind.HUMAN, "ops"));

        assertThat(stranger.runBulk(new BulkAct.Cancel(null), ids, results -> true)
                        .effects())
                .isEqualTo(Map.of(Effect.GONE, 2));
        assertThat(stranger.preview(new BulkAct.Cancel(null), ids).gone()).isEqualTo(2);
    }

    @Test
    void aReasonThatIsTooLongIsRefusedBeforeAnythingIsDone() {
        List<UUID> ids = create(1);
        assertThatThrownBy(() -> operator.runBulk(new BulkAct.Cancel("x".repeat(1001)), ids, results -> true))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("reason");
        assertThat(gate.tasker.getTask(ids.getFirst()).status()).isEqualTo(TaskStatus.QUEUED);
    }

    private static void work(Worker worker) {
        while (true) {
            List<ClaimedTask> claimed = worker.leaseNext(ClaimTasks.Request.any());
            if (claimed.isEmpty()) {
                return;
            }
            try {
                worker.complete(claimed.getFirst().taskId(), claimed.getFirst().leaseId(), TestGate.located());
            } catch (GateException canceledMeanwhile) {
                assertThat(canceledMeanwhile.code().name()).isEqualTo("LEASE_INVALID_OR_EXPIRED");
            }
        }
    }

    private List<UUID> create(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> gate.tasker
                        .createTask(NewTask.of("unit", Json.parse("{\"n\":1.50}")))
                        .taskId())
                .toList();
    }

    private RunBulk.Summary run(BulkAct act, List<UUID> ids, List<BulkResult> into) {
        return operator.runBulk(act, ids, into::addAll);
    }

    private static BulkResult of(UUID taskId, List<BulkResult> results) {
        return results.stream()
                .filter(result -> result.taskId().equals(taskId))
                .findFirst()
                .orElseThrow();
    }

    private String audit(String expression, String condition) throws SQLException {
        return TestGate.value(
                "SELECT " + expression + " FROM audit_events WHERE tenant_id = '" + gate.tenant + "' AND " + condition);
    }

    /** How many rows of the tenant each table has. */
    private String everything() throws SQLException {
        return TestGate.value("""
                SELECT string_agg(n::text, ' ') FROM (
                    SELECT count(*) FROM receipts WHERE tenant_id = '%1$s' UNION ALL
                    SELECT count(*) FROM audit_events WHERE tenant_id = '%1$s' UNION ALL
                    SELECT count(*) FROM open_tasks WHERE tenant_id = '%1$s' UNION ALL
                    SELECT count(*) FROM ended_leases WHERE tenant_id = '%1$s') counts (n)
                """.formatted(gate.tenant));
    }
}
