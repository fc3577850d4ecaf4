package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.CompleteTasks;
import dev.asyncgate.task.CompletionItem;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Operations that meet on the same tasks wait for each other one way only. The server itself counts deadlocks. */
class NobodyDeadlocksTest {

    private static final Principal OPS = Principal.of(PrincipalKind.HUMAN, "ops");

    @Test
    void batchesOverTheSameTasksInAnyOrderCompleteEachOnce() throws Exception {
        long before = deadlocks();
        UUID tenant;
        try (TestGate gate = TestGate.open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            tenant = gate.tenant;
            for (int round = 0; round < 10; round++) {
                create(gate, 60);
                List<CompletionItem> items = gate.worker("w").leaseNext(all()).stream()
                        .map(task -> new CompletionItem(task.taskId(), task.leaseId(), TestGate.located()))
                        .toList();
                List<Future<List<CompleteTasks.Result>>> batches = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    List<CompletionItem> mine = new ArrayList<>(items);
                    Collections.shuffle(mine, new Random(round * 4L + i));
                    Worker worker = gate.worker("w");
                    batches.add(threads.submit(() -> worker.completeAll(mine.subList(0, 45))));
                }
                for (Future<List<CompleteTasks.Result>> batch : batches) {
                    assertThat(batch.get()).as("repeats are answered").allMatch(CompleteTasks.Result::ok);
                }
            }
        }
        assertSound(tenant);
        assertThat(deadlocks()).isEqualTo(before);
    }

    @Test
    void pairsOfOperationsInOppositeOrdersNeverDo() throws Exception {
        long before = deadlocks();
        UUID tenant;
        Random chance = new Random(7);
        try (TestGate gate = TestGate.open();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            tenant = gate.tenant;
            for (int i = 0; i < 200; i++) {
                create(gate, 2);
                List<ClaimedTask> claimed = gate.worker("w").leaseNext(all());
                gate.clock.advance(Duration.ofSeconds(chance.nextInt(4) * 40L));
                List<Callable<String>> both = new ArrayList<>();
                for (int side = 0; side < 2; side++) {
                    List<ClaimedTask> order = side == 0 ? claimed : claimed.reversed();
                    int operation = chance.nextInt(7);
                    both.add(() -> act(gate, operation, order));
                }
                for (Future<String> answer : threads.invokeAll(both)) {
                    assertThat(answer.get()).isIn("", "LEASE_INVALID_OR_EXPIRED", "INVALID_STATE_TRANSITION");
                }
                claimed.forEach(task -> gate.tasker.cancelTask(task.taskId(), null));
            }
        }
        assertSound(tenant);
        assertThat(deadlocks()).isEqualTo(before);
    }

    private static String act(TestGate gate, int operation, List<ClaimedTask> tasks) {
        try {
            Worker worker = gate.worker("w");
            switch (operation) {
                case 0 ->
                    worker.completeAll(tasks.stream()
                            .map(task -> new CompletionItem(task.taskId(), task.leaseId(), TestGate.located()))
                            .toList());
                case 1 -> gate.gate.expireLeases(gate.tenant);
                case 2 -> worker.leaseNext(all());
                default -> tasks.forEach(task -> one(gate, operation, task));
            }
            return "";
        } catch (GateException e) {
            return e.code().name();
        }
    }

    private static void one(TestGate gate, int operation, ClaimedTask task) {
        Worker worker = gate.worker("w");
        switch (operation) {
            case 3 -> gate.tasker.cancelTask(task.taskId(), null);
            case 4 -> gate.gate.operator(gate.tenant, OPS).revokeLease(task.leaseId(), "race");
            case 5 -> worker.fail(task.taskId(), task.leaseId(), Json.emptyObject(), true);
            default -> worker.renewLease(task.taskId(), task.leaseId(), null);
        }
    }

    private static ClaimTasks.Request all() {
        return new ClaimTasks.Request(List.of(), List.of(), 100, null);
    }

    private static void create(TestGate gate, int tasks) {
        gate.tasker.createTasks(Collections.nCopies(tasks, NewTask.of("unit", Json.emptyObject())));
    }

    private static void assertSound(UUID tenant) throws SQLException {
        try (Connection connection = TestGate.connect()) {
            LedgerAssert.assertSound(Ledger.read(connection, tenant));
        }
    }

    /** Sessions report when they end, so this is asked once the gate is closed. */
    private static long deadlocks() throws SQLException {
        return Long.parseLong(
                TestGate.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }
}
