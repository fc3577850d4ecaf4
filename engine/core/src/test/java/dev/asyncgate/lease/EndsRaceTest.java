package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.task.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A holder's call that had to wait for somebody who ended its lease finds that out, and leaves nothing behind. */
class EndsRaceTest {

    /** What a holder may call. */
    enum HoldersCall {
        START,
        RENEW,
        COMPLETE,
        FAIL,
        RELEASE;

        void run(Worker worker, UUID taskId, UUID leaseId) {
            switch (this) {
                case START -> worker.startTask(taskId, leaseId);
                case RENEW -> worker.renewLease(taskId, leaseId, null);
                case COMPLETE -> worker.complete(taskId, leaseId, TestGate.located());
                case FAIL -> worker.fail(taskId, leaseId, Json.emptyObject(), true);
                case RELEASE -> worker.releaseLease(taskId, leaseId, null);
            }
        }
    }

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @ParameterizedTest
    @EnumSource(HoldersCall.class)
    void aCallThatWaitedForTheEndOfItsLeaseIsRefused(HoldersCall call) throws Exception {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();
        try (Connection sweeper = TestGate.connect();
                Statement statement = sweeper.createStatement()) {
            sweeper.setAutoCommit(false);
            endByHand(statement);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> call.run(worker, taskId, lease));
            awaitBlocked(sweeper);
            sweeper.commit();
            assertThatThrownBy(waiting::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            GateException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_INVALID_OR_EXPIRED));
        }
        assertThat(gate.receiptTypes(taskId)).containsExactly("task.assigned", "task.accepted");
        assertThat(gate.tasker.getTask(taskId).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(HoldersCall.class)
    void aCallThatWaitedForSomebodyWhoGaveUpGoesOn(HoldersCall call) throws Exception {
        UUID taskId = gate.create("unit");
        Worker worker = gate.worker("w");
        UUID lease = gate.claim(worker).leaseId();
        try (Connection sweeper = TestGate.connect();
                Statement statement = sweeper.createStatement()) {
            sweeper.setAutoCommit(false);
            endByHand(statement);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> call.run(worker, taskId, lease));
            awaitBlocked(sweeper);
            sweeper.rollback();
            waiting.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void theSweepSkipsWhatItsHolderIsEnding() throws Exception {
        UUID taskId = gate.create("unit");
        gate.claim(gate.worker("w"));
        gate.clock.advance(java.time.Duration.ofMinutes(3));
        try (Connection holder = TestGate.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM open_tasks WHERE task_id = '" + taskId + "' FOR UPDATE");
            assertThat(gate.gate.expireLeases(gate.tenant)).isZero();
            holder.rollback();
        }
        assertThat(gate.gate.expireLeases(gate.tenant)).isEqualTo(1);
    }

    @Test
    void manySweepsAtOnceEndEachLeaseOnce() {
        for (int i = 0; i < 40; i++) {
            gate.create("unit");
        }
        gate.worker("w").leaseNext(new ClaimTasks.Request(List.of(), List.of(), 100, null));
        gate.clock.advance(java.time.Duration.ofMinutes(3));

        int ended = Stream.generate(() -> CompletableFuture.supplyAsync(() -> gate.gate.expireLeases(gate.tenant)))
                .limit(6)
                .toList()
                .stream()
                .mapToInt(CompletableFuture::join)
                .sum();

        assertThat(ended).isEqualTo(40);
    }

    private void endByHand(Statement statement) throws SQLException {
        String here = " WHERE tenant_id = '" + gate.tenant + "'";
        statement.execute("""
                UPDATE open_tasks
                SET lease_id = NULL, accepted_receipt_id = NULL, acquired_at = NULL, expires_at = NULL, started_at = NULL,
                    renewal_count = NULL, ttl_seconds = NULL, worker_kind = NULL, worker_id = NULL, worker_capabilities = NULL
                """ + here);
    }

    /** Until another session waits for a lock that this one holds. */
    private static void awaitBlocked(Connection holder) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String pid;
        try (Statement statement = holder.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            pid = rows.getString(1);
        }
        String blocked = "SELECT count(*) FROM pg_stat_activity WHERE " + pid + " = ANY (pg_blocking_pids(pid))";
        while (TestGate.value(blocked).equals("0")) {
            assertThat(System.nanoTime()).as("somebody waits within 20 s").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
