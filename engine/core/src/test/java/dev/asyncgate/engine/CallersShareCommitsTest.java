package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.Completion;
import dev.asyncgate.task.CreatedTask;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers of one tenant share commits; what each wrote and was answered is its own all the same. */
@Timeout(60)
class CallersShareCommitsTest {

    private static final int CALLERS = 32;

    private final TestGate gate = TestGate.with(Map.of("DB_LOCK_TIMEOUT_MS", "600000"));
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void close() {
        threads.close();
        gate.close();
    }

    @Test
    void everyWorkerCompletesItsOwnTaskAndOneWithoutALeaseHarmsNoOther() throws Exception {
        List<ClaimedTask> claimed = claimedByEach();
        List<Future<UUID>> calls = atOnce(number -> {
            ClaimedTask task = claimed.get(number);
            UUID lease = number == 7 ? UUID.randomUUID() : task.leaseId();
            gate.worker("w" + number).complete(task.taskId(), lease, result(number));
            return task.taskId();
        });
        assertRefused(() -> calls.get(7).get(), ErrorCode.LEASE_INVALID_OR_EXPIRED);
        assertThat(gate.tasker.getTask(claimed.get(7).taskId()).status()).isEqualTo(TaskStatus.LEASED);
        for (int number = 0; number < CALLERS; number++) {
            if (number != 7) {
                assertThat(gate.tasker.getTask(calls.get(number).get()).result())
                        .extracting(TaskResult::result)
                        .isEqualTo(result(number).result());
            }
        }
        assertThat(commitsOf("task.completed")).isLessThan(CALLERS - 1);
    }

    @Test
    void everyWorkerClaimsATaskUnderItsOwnNameAndTheLastGoAway() throws Exception {
        gate.tasker.createTasks(IntStream.range(0, 20)
                .mapToObj(_ -> NewTask.of("unit", Json.emptyObject()))
                .toList());
        List<Future<List<ClaimedTask>>> calls =
                atOnce(number -> gate.worker("w" + number).leaseNext(ClaimTasks.Request.any()));
        List<UUID> tasks = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            for (ClaimedTask task : calls.get(number).get()) {
                tasks.add(task.taskId());
                assertThat(gate.inspector.leasesOfTask(task.taskId()))
                        .singleElement()
                        .returns("w" + number, LeaseSpan::workerId)
                        .returns(task.leaseId(), LeaseSpan::leaseId);
            }
        }
        assertThat(tasks).hasSize(20).doesNotHaveDuplicates();
        assertThat(commitsOf("task.accepted")).isLessThan(20);
    }

    @Test
    void everybodyCreatesForThemselvesAndAnInvalidTaskFailsAlone() throws Exception {
        List<Future<CreatedTask>> calls = atOnce(number -> {
            NewTask.Builder task = NewTask.builder("unit", Json.parse("{\"n\":" + number + "}"));
            return tasker(number)
                    .createTask(
                            number == 7
                                    ? task.causedBy(List.of(UUID.randomUUID())).build()
                                    : task.build());
        });
        assertRefused(() -> calls.get(7).get(), ErrorCode.INVALID_REQUEST);
        for (int number = 0; number < CALLERS; number++) {
            if (number != 7) {
                assertThat(gate.tasker.getTask(calls.get(number).get().taskId()))
                        .returns(tasker(number).principal(), Task::createdBy)
                        .returns(
                                "{\"n\":" + number + "}", task -> task.payload().text());
            }
        }
    }

    @Test
    void tasksOfDifferentOwnersAreCreatedInOneCommit() throws Exception {
        for (Future<UUID> call : atOnce(number -> tasker(number)
                .createTask(NewTask.of("unit", Json.emptyObject()))
                .taskId())) {
            UUID _ = call.get();
        }
        assertThat(commitsOf("task.assigned")).isLessThan(CALLERS);
    }

    @Test
    void aKeyThatSeveralUseAtOnceIsOneTaskAndTheirsWhoWon() throws Exception {
        List<Future<CreatedTask>> calls = atOnce(number -> tasker(number)
                .createTask(NewTask.builder("unit", Json.emptyObject())
                        .idempotencyKey("key " + number % 4)
                        .build()));
        List<CreatedTask> answers = new ArrayList<>();
        for (Future<CreatedTask> call : calls) {
            answers.add(call.get());
        }
        assertThat(answers.stream().filter(answer -> !answer.existing())).hasSize(4);
        assertThat(answers.stream().map(CreatedTask::taskId).distinct()).hasSize(4);
        assertThat(answers)
                .as("another owner's request is another request")
                .allMatch(answer -> answer.existing() != answer.matched());
    }

    @Test
    void aTaskThatSomebodyHoldsKeepsOnlyItsOwnCallerWaiting() throws Exception {
        List<ClaimedTask> claimed = claimedByEach();
        List<Future<UUID>> calls;
        try (Connection holder = TestGate.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM open_tasks WHERE tenant_id = '" + gate.tenant + "' AND task_id = '"
                    + claimed.get(7).taskId() + "' FOR UPDATE");
            calls = atOnce(number -> {
                ClaimedTask task = claimed.get(number);
                gate.worker("w" + number).complete(task.taskId(), task.leaseId(), TestGate.located());
                return task.taskId();
            });
            for (int number = 0; number < CALLERS; number++) {
                if (number != 7) {
                    calls.get(number).get();
                }
            }
            assertThat(calls.get(7)).isNotDone();
            holder.rollback();
        }
        assertThat(gate.tasker.getTask(calls.get(7).get()).status()).isEqualTo(TaskStatus.SUCCEEDED);
    }

    private List<ClaimedTask> claimedByEach() {
        List<ClaimedTask> claimed = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            gate.create("unit");
            claimed.add(gate.claim(gate.worker("w" + number)));
        }
        return claimed;
    }

    private Tasker tasker(int number) {
        return gate.gate.tasker(gate.tenant, Principal.of(PrincipalKind.AGENT, "agent " + number));
    }

    private static Completion result(int number) {
        return Completion.of(Json.parse("{\"n\":" + number + "}"), Json.parse("[\"s3://out/" + number + "\"]"));
    }

    /** How many transactions wrote the receipts of this type. */
    private long commitsOf(String type) throws SQLException {
        return Long.parseLong(TestGate.value("SELECT count(DISTINCT position) FROM receipts WHERE tenant_id = '"
                + gate.tenant + "' AND type = '" + type + "'"));
    }

    private <T> List<Future<T>> atOnce(IntFunction<T> call) {
        var start = new CyclicBarrier(CALLERS);
        return IntStream.range(0, CALLERS)
                .mapToObj(number -> threads.submit(() -> {
                    start.await();
                    return call.apply(number);
                }))
                .toList();
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
