package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Tasker;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Sixteen threads make some thousand calls on one tenant while the clock runs fast and leases run out under their holders.
 * Every call is written down with its beginning, its end and its answer; afterwards the history and the database must
 * tell the same story.
 */
class AConcurrentHistoryKeepsItsPromisesTest {

    private static final int THREADS = 16;
    private static final int CALLS = 2_500;

    /** A call and its answer; null is success, anything else the code of the refusal. */
    private record Call(
            String operation,
            UUID taskId,
            UUID leaseId,
            String worker,
            long began,
            long ended,
            @Nullable String refusal) {

        boolean ok() {
            return refusal == null;
        }
    }

    private final Queue<Call> history = new ConcurrentLinkedQueue<>();
    private final Queue<UUID> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void leasesNeverOverlapAndEachTaskEndsOnce() throws Exception {
        try (TestGate gate = TestGate.with(Map.of("DB_POOL_SIZE", "18", "MAX_LEASE_RENEWALS", "1000"));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS);
                Connection connection = TestGate.connect()) {
            List<Future<?>> running = new ArrayList<>();
            IntStream.range(0, THREADS - 3)
                    .forEach(i -> running.add(threads.submit(() -> work(gate, "w" + i, new java.util.Random(i)))));
            running.add(threads.submit(() -> createAndCancel(gate)));
            running.add(threads.submit(() -> sweep(gate, true)));
            running.add(threads.submit(() -> sweep(gate, false)));
            for (Future<?> each : running) {
                each.get(5, TimeUnit.MINUTES);
            }
            Ledger ledger = Ledger.read(connection, gate.tenant);
            LedgerAssert.assertSound(ledger);
            nobodyWasToldThatTwoHeldATask();
            everyAcknowledgedSuccessIsThere(ledger);
            noRefusedCallLeftAReceipt(ledger);
        }
    }

    private boolean goesOn() {
        return calls.get() < CALLS;
    }

    private void work(TestGate gate, String id, RandomGenerator chance) {
        Worker worker = gate.worker(id);
        while (goesOn()) {
            long began = System.nanoTime();
            List<ClaimedTask> claimed = worker.leaseNext(
                    new ClaimTasks.Request(List.of(), List.of(), 1 + chance.nextInt(3), Duration.ofSeconds(10)));
            long ended = System.nanoTime();
            for (ClaimedTask task : claimed) {
                note(new Call("claim", task.taskId(), task.leaseId(), id, began, ended, null));
            }
            claimed.forEach(task -> holder(worker, id, task, chance));
        }
    }

    private void holder(Worker worker, String id, ClaimedTask task, RandomGenerator chance) {
        UUID taskId = task.taskId();
        UUID leaseId = task.leaseId();
        for (int i = chance.nextInt(4); i > 0; i--) {
            if (chance.nextBoolean()) {
                call("renew", taskId, leaseId, id, () -> worker.renewLease(taskId, leaseId, null));
            } else {
                call("progress", taskId, leaseId, id, () -> worker.reportProgress(taskId, leaseId, Json.emptyObject()));
            }
        }
        switch (chance.nextInt(5)) {
            case 0, 1 ->
                call("complete", taskId, leaseId, id, () -> worker.complete(taskId, leaseId, TestGate.located()));
            case 2 ->
                call(
                        "fail",
                        taskId,
                        leaseId,
                        id,
                        () -> worker.fail(taskId, leaseId, Json.emptyObject(), chance.nextBoolean()));
            case 3 -> call("release", taskId, leaseId, id, () -> worker.releaseLease(taskId, leaseId, null));
            default -> call("start", taskId, leaseId, id, () -> worker.startTask(taskId, leaseId));
        }
    }

    private void createAndCancel(TestGate gate) {
        Tasker tasker = gate.tasker;
        RandomGenerator chance = new java.util.Random(99);
        List<UUID> mine = new ArrayList<>();
        while (goesOn()) {
            UUID created = tasker.createTask(NewTask.builder("unit", Json.emptyObject())
                            .maxAttempts(3)
                            .retryBackoff(Duration.ofSeconds(1))
                            .build())
                    .taskId();
            tasks.add(created);
            mine.add(created);
            if (chance.nextInt(6) == 0) {
                UUID task = mine.get(Math.max(0, mine.size() - 1 - chance.nextInt(20)));
                long began = System.nanoTime();
                boolean ok = tasker.cancelTask(task, null).ok();
                note(new Call(
                        "cancel", task, new UUID(0, 0), "", began, System.nanoTime(), ok ? null : "ended before"));
            }
        }
    }

    private void sweep(TestGate gate, boolean movesTheClock) {
        while (goesOn()) {
            if (movesTheClock) {
                gate.clock.advance(Duration.ofMillis(200));
            }
            gate.gate.expireLeases(gate.tenant);
        }
    }

    private void call(String operation, UUID taskId, UUID leaseId, String worker, Runnable said) {
        long began = System.nanoTime();
        String refusal = null;
        try {
            said.run();
        } catch (GateException e) {
            refusal = e.code().name();
        }
        note(new Call(operation, taskId, leaseId, worker, began, System.nanoTime(), refusal));
    }

    private void note(Call call) {
        history.add(call);
        calls.incrementAndGet();
    }

    private Stream<Call> acknowledged(String operation) {
        return history.stream().filter(call -> call.ok() && call.operation().equals(operation));
    }

    /**
     * Between the answer to a claim and the beginning of the last call that was accepted under it, the lease lived for
     * certain. Two such stretches of one task cannot overlap.
     */
    private void nobodyWasToldThatTwoHeldATask() {
        record Held(UUID taskId, UUID leaseId, long from, long to) {}
        Map<UUID, Long> last =
                history.stream().filter(Call::ok).collect(Collectors.toMap(Call::leaseId, Call::began, Math::max));
        Map<UUID, List<Held>> byTask = acknowledged("claim")
                .map(claim -> new Held(
                        claim.taskId(),
                        claim.leaseId(),
                        claim.ended(),
                        Objects.requireNonNull(last.get(claim.leaseId()))))
                .filter(held -> held.from() < held.to())
                .sorted(Comparator.comparingLong(Held::from))
                .collect(Collectors.groupingBy(Held::taskId));
        byTask.values().forEach(stretches -> {
            for (int i = 1; i < stretches.size(); i++) {
                assertThat(stretches.get(i).from())
                        .as("%s", stretches)
                        .isGreaterThan(stretches.get(i - 1).to());
            }
        });
    }

    private void everyAcknowledgedSuccessIsThere(Ledger ledger) {
        assertThat(ledger.tasks().keySet()).containsExactlyInAnyOrderElementsOf(tasks);
        acknowledged("claim")
                .forEach(call ->
                        assertThat(ledger.lease(call.leaseId()).workerId()).isEqualTo(call.worker()));
        acknowledged("complete").forEach(call -> {
            assertThat(ledger.lease(call.leaseId()).endReason()).isEqualTo("completed");
            assertThat(ledger.task(call.taskId()).status()).isEqualTo("succeeded");
        });
        acknowledged("release")
                .forEach(call ->
                        assertThat(ledger.lease(call.leaseId()).endReason()).isEqualTo("released"));
        acknowledged("fail")
                .forEach(call ->
                        assertThat(ledger.lease(call.leaseId()).endReason()).isIn("failed", "retried"));
        acknowledged("cancel")
                .forEach(call -> assertThat(ledger.task(call.taskId()).status()).isEqualTo("canceled"));
        Map<UUID, Long> renewals =
                acknowledged("renew").collect(Collectors.groupingBy(Call::leaseId, Collectors.counting()));
        ledger.leases()
                .values()
                .forEach(lease -> assertThat((long) lease.renewals())
                        .as("renewals of %s", lease)
                        .isEqualTo(renewals.getOrDefault(lease.leaseId(), 0L)));
    }

    /** There are as many receipts of each kind as calls that were acknowledged, and every lease was somebody's claim. */
    private void noRefusedCallLeftAReceipt(Ledger ledger) {
        assertThat(count(ledger, ReceiptType.TASK_ACCEPTED))
                .isEqualTo(acknowledged("claim").count());
        assertThat(count(ledger, ReceiptType.TASK_COMPLETED))
                .isEqualTo(acknowledged("complete").count());
        assertThat(count(ledger, ReceiptType.TASK_PROGRESS))
                .isEqualTo(acknowledged("progress").count());
        assertThat(count(ledger, ReceiptType.LEASE_RELEASED))
                .isEqualTo(acknowledged("release").count());
        assertThat(count(ledger, ReceiptType.TASK_CANCELED))
                .isEqualTo(acknowledged("cancel").count());
        assertThat(count(ledger, ReceiptType.TASK_FAILED) + count(ledger, ReceiptType.TASK_RETRY_SCHEDULED))
                .isEqualTo(acknowledged("fail").count());
        assertThat(history).as("somebody was refused").anyMatch(call -> !call.ok());
    }

    private static long count(Ledger ledger, ReceiptType type) {
        return ledger.receipts().values().stream()
                .flatMap(List::stream)
                .map(Receipt::type)
                .filter(type::equals)
                .count();
    }
}
