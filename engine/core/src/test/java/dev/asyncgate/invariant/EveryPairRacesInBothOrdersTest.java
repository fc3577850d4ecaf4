package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Cancellation;
import dev.asyncgate.task.NewTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pair of operations that claim, end or requeue a task, forced into one order and into the other: the first is
 * stopped while it writes its receipt, so it holds its locks; the second begins, and waits or passes; then the first goes
 * on. Either the second sees all that the first did, or it did not touch the task.
 */
class EveryPairRacesInBothOrdersTest {

    enum Operation {
        CLAIM,
        START,
        RENEW,
        COMPLETE,
        FAIL,
        RELEASE,
        REVOKE,
        CANCEL,
        SWEEP
    }

    private static final Set<Operation> OF_THE_HOLDER = EnumSet.range(Operation.START, Operation.RELEASE);
    private static final Set<Operation> REPEATABLE = EnumSet.range(Operation.COMPLETE, Operation.RELEASE);
    private static final Set<Operation> ENDING = EnumSet.range(Operation.COMPLETE, Operation.SWEEP);
    private static final Principal OPS = Principal.of(PrincipalKind.HUMAN, "ops");
    private static final long HOLD = 4711;

    private static final Map<Operation, List<String>> RECEIPTS = Map.of(
            Operation.CLAIM, List.of("task.accepted"),
            Operation.START, List.of("task.started"),
            Operation.RENEW, List.of(),
            Operation.COMPLETE, List.of("task.completed", "task.result_ready"),
            Operation.FAIL, List.of("task.retry_scheduled"),
            Operation.RELEASE, List.of("lease.released"),
            Operation.REVOKE, List.of("lease.revoked"),
            Operation.CANCEL, List.of("task.canceled", "task.result_ready"),
            Operation.SWEEP, List.of("lease.expired"));

    private static final Executor THREADS = Thread::startVirtualThread;

    private static TestGate gate;

    /** While somebody holds the advisory lock, whoever writes a receipt or a renewal stops there with its locks held. */
    @BeforeAll
    static void open() throws SQLException {
        gate = TestGate.open();
        TestGate.sql("""
                CREATE FUNCTION stop_for_a_test() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_advisory_xact_lock_shared(%d);
                    RETURN NEW;
                END $$;
                CREATE TRIGGER stop_for_a_test BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION stop_for_a_test();
                CREATE TRIGGER stop_for_a_test BEFORE INSERT ON lease_events FOR EACH ROW EXECUTE FUNCTION stop_for_a_test();
                """.formatted(HOLD));
    }

    @AfterAll
    static void close() throws SQLException {
        gate.close();
        TestGate.sql("DROP FUNCTION stop_for_a_test CASCADE");
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(Operation.values())
                .flatMap(first -> Arrays.stream(Operation.values()).map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void theSecondSeesAllThatTheFirstDid(Operation first, Operation second) throws Exception {
        Scene scene = new Scene(UUID.randomUUID());
        scene.prepare(first, second);
        try (Connection holder = TestGate.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + HOLD + ")");
            if (first == Operation.SWEEP) {
                gate.clock.advance(Duration.ofMinutes(3));
            }
            CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> scene.run(first), THREADS);
            String firstSession = awaitBlockedBy(pid(holder), () -> false);
            if (second == Operation.SWEEP) {
                gate.clock.advance(Duration.ofMinutes(3));
            }
            CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> scene.run(second), THREADS);
            String waiting = awaitBlockedBy(firstSession, two::isDone);
            assertThat(!waiting.isEmpty()).as("the second waits").isEqualTo(waits(first, second));
            statement.execute("SELECT pg_advisory_unlock(" + HOLD + ")");

            assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo("ok");
            assertThat(two.get(20, TimeUnit.SECONDS)).isEqualTo(expected(first, second));
            Ledger ledger = Ledger.read(holder, scene.tenant);
            LedgerAssert.assertSound(ledger);
            assertThat(ledger.typesOf(scene.task)).containsExactlyElementsOf(scene.expectedReceipts(first, second));
        }
    }

    /** Claims and sweeps pass by; a former holder's lease is none any more, so there is nothing to wait for. */
    private static boolean waits(Operation first, Operation second) {
        if (second == Operation.CLAIM || second == Operation.SWEEP) {
            return false;
        }
        return first != Operation.CLAIM || second == Operation.CANCEL;
    }

    private static boolean endsTheLease(Operation first) {
        return ENDING.contains(first);
    }

    private static String expected(Operation first, Operation second) {
        boolean gone = first == Operation.CLAIM || endsTheLease(first);
        return switch (second) {
            case CLAIM, SWEEP -> "nothing";
            case START, RENEW, COMPLETE, FAIL, RELEASE -> {
                boolean repeated = first == second && REPEATABLE.contains(second);
                yield gone && !repeated ? "LEASE_INVALID_OR_EXPIRED" : "ok";
            }
            case REVOKE -> gone ? "INVALID_STATE_TRANSITION" : "ok";
            case CANCEL ->
                switch (first) {
                    case COMPLETE -> "SUCCEEDED";
                    case CANCEL -> "CANCELED";
                    default -> "ok";
                };
        };
    }

    private static String pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private interface Ended {
        boolean yet();
    }

    /** The session that waits for this one; empty when what was begun has ended without waiting. */
    private static String awaitBlockedBy(String holder, Ended ended) throws SQLException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        String blocked = "SELECT coalesce((SELECT pid FROM pg_stat_activity WHERE " + holder
                + " = ANY (pg_blocking_pids(pid)) LIMIT 1)::text, '')";
        String waiting = TestGate.value(blocked);
        while (waiting.isEmpty() && !ended.yet()) {
            assertThat(System.nanoTime()).as("somebody waits within 10 s").isLessThan(until);
            waiting = TestGate.value(blocked);
        }
        return waiting;
    }

    /** One task of a tenant of its own, and a worker that holds it, or held it once. */
    private static final class Scene {

        private final UUID tenant;
        private final UUID task;
        private UUID lease = new UUID(0, 0);
        private final List<String> before = new ArrayList<>();

        Scene(UUID tenant) {
            this.tenant = tenant;
            this.task = gate.gate
                    .tasker(tenant, TestGate.PLANNER)
                    .createTask(NewTask.of("unit", Json.emptyObject()))
                    .taskId();
            before.add("task.assigned");
        }

        void prepare(Operation first, Operation second) {
            boolean queued = first == Operation.CLAIM || (first == Operation.CANCEL && second == Operation.CLAIM);
            lease = claim("w").getFirst().leaseId();
            before.add("task.accepted");
            if (queued) {
                gate.gate.worker(tenant, "w").releaseLease(task, lease, Duration.ZERO);
                before.add("lease.released");
            }
        }

        private List<ClaimedTask> claim(String worker) {
            return gate.gate.worker(tenant, worker).leaseNext(ClaimTasks.Request.any());
        }

        String run(Operation operation) {
            var worker = gate.gate.worker(tenant, "w");
            try {
                return switch (operation) {
                    case CLAIM -> claim("next").isEmpty() ? "nothing" : "ok";
                    case START -> ok(worker.startTask(task, lease));
                    case RENEW -> ok(worker.renewLease(task, lease, null));
                    case COMPLETE -> {
                        worker.complete(task, lease, TestGate.located());
                        yield "ok";
                    }
                    case FAIL -> ok(worker.fail(task, lease, Json.emptyObject(), true));
                    case RELEASE -> {
                        worker.releaseLease(task, lease, null);
                        yield "ok";
                    }
                    case REVOKE -> {
                        gate.gate.operator(tenant, OPS).revokeLease(lease, "race");
                        yield "ok";
                    }
                    case CANCEL -> {
                        Cancellation answer = gate.gate.operator(tenant, OPS).cancelTask(task, "race");
                        yield answer.ok() ? "ok" : answer.status().name();
                    }
                    case SWEEP -> gate.gate.expireLeases(tenant) == 0 ? "nothing" : "ok";
                };
            } catch (GateException e) {
                return e.code().name();
            }
        }

        private static String ok(Object answer) {
            return String.valueOf(answer).isEmpty() ? "" : "ok";
        }

        List<String> expectedReceipts(Operation first, Operation second) {
            List<String> types = new ArrayList<>(before);
            types.addAll(RECEIPTS.getOrDefault(first, List.of()));
            boolean again = first == second && OF_THE_HOLDER.contains(second);
            if (expected(first, second).equals("ok") && !again) {
                types.addAll(RECEIPTS.getOrDefault(second, List.of()));
            }
            return types;
        }
    }
}
