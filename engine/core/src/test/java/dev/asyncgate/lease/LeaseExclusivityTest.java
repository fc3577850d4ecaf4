package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At most one live lease on a task, and nobody but its holder changes anything under it. */
class LeaseExclusivityTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void manyWorkersAtOnceNeverShareATask() throws Exception {
        int tasks = 120;
        for (int i = 0; i < tasks; i++) {
            gate.create("unit");
        }
        List<UUID> claimed = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<List<UUID>>> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Worker worker = gate.worker("w" + i);
                workers.add(threads.submit((Callable<List<UUID>>) () -> everythingThatIsThere(worker)));
            }
            for (Future<List<UUID>> worker : workers) {
                claimed.addAll(worker.get());
            }
        }
        assertThat(claimed).hasSize(tasks).doesNotHaveDuplicates();
    }

    private static List<UUID> everythingThatIsThere(Worker worker) {
        List<UUID> mine = new ArrayList<>();
        List<ClaimedTask> batch;
        do {
            batch = worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(), 3, null));
            batch.forEach(task -> mine.add(task.taskId()));
        } while (!batch.isEmpty());
        return mine;
    }

    @Test
    void anExpiredHolderCanChangeNothing() {
        UUID taskId = gate.create("unit");
        Worker late = gate.worker("late");
        UUID lease = gate.claim(late).leaseId();
        gate.clock.advance(Duration.ofMinutes(2));

        assertRefused(() -> late.startTask(taskId, lease));
        assertRefused(() -> late.renewLease(taskId, lease, null));
        assertRefused(() -> late.complete(taskId, lease, TestGate.located()));
        assertRefused(() -> late.fail(taskId, lease, Json.emptyObject(), true));
        assertRefused(() -> late.releaseLease(taskId, lease, null));
        assertThat(gate.receiptTypes(taskId))
                .as("the third refusal is told, once")
                .containsExactly("task.assigned", "task.accepted", "system.anomaly");
    }

    @Test
    void anotherWorkerCannotUseTheLease() {
        UUID taskId = gate.create("unit");
        UUID lease = gate.claim(gate.worker("holder")).leaseId();

        assertRefused(() -> gate.worker("thief").complete(taskId, lease, TestGate.located()));
    }

    @Test
    void anExpiredLeaseIsSweptAndTheTaskGoesToTheNextWithoutAFailure() {
        UUID taskId = gate.create("unit");
        gate.claim(gate.worker("lost"));
        gate.clock.advance(Duration.ofSeconds(121));
        assertThat(gate.gate.expireLeases(gate.tenant)).isEqualTo(1);
        gate.clock.advance(Duration.ofSeconds(5));

        Worker next = gate.worker("next");
        ClaimedTask again = gate.claim(next);
        next.complete(taskId, again.leaseId(), TestGate.located());

        assertThat(gate.tasker.getTask(taskId))
                .matches(task -> task.status() == TaskStatus.SUCCEEDED && task.attempt() == 0);
        assertThat(gate.receiptTypes(taskId))
                .containsExactly(
                        "task.assigned",
                        "task.accepted",
                        "lease.expired",
                        "task.accepted",
                        "task.completed",
                        "task.result_ready");
        var receipts = gate.receipts(taskId);
        assertThat(receipts.get(3).parents())
                .containsExactly(receipts.get(0).receiptId(), receipts.get(2).receiptId());
    }

    @Test
    void aLateCallIsRefusedAndKeptForTheTimelineAtMostFiveTimes() {
        UUID taskId = gate.create("unit");
        Worker late = gate.worker("late");
        UUID lease = gate.claim(late).leaseId();
        gate.clock.advance(Duration.ofSeconds(121));
        gate.gate.expireLeases(gate.tenant);
        for (int i = 0; i < 7; i++) {
            assertRefused(() -> late.complete(taskId, lease, TestGate.located()));
        }

        LeaseSpan span = gate.inspector.leasesOfTask(taskId).getFirst();
        assertThat(span.endReason()).isEqualTo(LeaseEnd.EXPIRED);
        assertThat(span.lateAttempts())
                .hasSize(5)
                .allMatch(attempt -> attempt.operation().equals("complete"));
    }

    @Test
    void renewalBuysTimeUpToTheLifetimeAndTheCount() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = gate.claim(worker);
        for (int i = 0; i < 10; i++) {
            gate.clock.advance(Duration.ofMinutes(1));
            assertThat(worker.renewLease(taskId, claimed.leaseId(), null))
                    .isEqualTo(gate.clock.instant().plusSeconds(120));
        }
        assertThatThrownBy(() -> worker.renewLease(taskId, claimed.leaseId(), null))
                .isInstanceOfSatisfying(
                        GateException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_RENEWAL_LIMIT_EXCEEDED));
        assertThat(gate.inspector.leasesOfTask(taskId).getFirst().renewals()).hasSize(10);
    }

    @Test
    void noLeaseOutlivesItsLifetime() {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        ClaimedTask claimed = worker.leaseNext(new ClaimTasks.Request(List.of(), List.of(), 1, Duration.ofMinutes(30)))
                .getFirst();
        Duration most = Duration.ofMinutes(30);
        for (int i = 0; i < 4; i++) {
            gate.clock.advance(Duration.ofSeconds(1790));
            worker.renewLease(taskId, claimed.leaseId(), most);
        }
        assertThatThrownBy(() -> worker.renewLease(taskId, claimed.leaseId(), most))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LIFETIME_EXCEEDED));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_INVALID_OR_EXPIRED));
    }
}
