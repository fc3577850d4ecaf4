package dev.asyncgate.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One key, one task, however many calls come at once; and what is wrong is refused by name. */
class CreationIsIdempotentTest {

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    private static NewTask.Builder task() {
        return NewTask.builder("report.render", Json.parse("{\"month\":11}"));
    }

    @Test
    void concurrentCallsWithOneKeyMakeOneTask() throws Exception {
        Set<UUID> ids = new HashSet<>();
        int created = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<CreatedTask>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(threads.submit((Callable<CreatedTask>) () ->
                        gate.tasker.createTask(task().idempotencyKey("q3-close").build())));
            }
            for (Future<CreatedTask> call : calls) {
                ids.add(call.get().taskId());
                created += call.get().existing() ? 0 : 1;
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(created).isEqualTo(1);
        assertThat(gate.receiptTypes(ids.iterator().next())).containsExactly("task.assigned");
    }

    @Test
    void aRequestIsRememberedWhereItCanBeRepeated() throws Exception {
        UUID once = gate.tasker.createTask(task().build()).taskId();
        UUID repeatable =
                gate.tasker.createTask(task().idempotencyKey("k").build()).taskId();
        List<UUID> many = gate
                .tasker
                .createTasks(List.of(task().build(), task().idempotencyKey("l").build()))
                .stream()
                .map(CreatedTask::taskId)
                .toList();

        assertThat(bytesRemembered(once)).isEqualTo("0");
        assertThat(bytesRemembered(repeatable)).isEqualTo("32");
        assertThat(many.stream().map(CreationIsIdempotentTest::bytesRemembered)).containsExactly("0", "32");
    }

    private static String bytesRemembered(UUID taskId) {
        try {
            return TestGate.value(
                    "SELECT coalesce(length(request_sha256), 0) FROM submitted_tasks WHERE task_id = '" + taskId + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theAnswerSaysWhetherTheRequestWasTheSame() {
        CreatedTask first = gate.tasker.createTask(task().idempotencyKey("k").build());
        CreatedTask same = gate.tasker.createTask(task().idempotencyKey("k").build());
        CreatedTask other =
                gate.tasker.createTask(task().idempotencyKey("k").priority(7).build());

        assertThat(first).isEqualTo(new CreatedTask(first.taskId(), TaskStatus.QUEUED, false, true));
        assertThat(same).isEqualTo(new CreatedTask(first.taskId(), TaskStatus.QUEUED, true, true));
        assertThat(other).isEqualTo(new CreatedTask(first.taskId(), TaskStatus.QUEUED, true, false));
    }

    @Test
    void anUnknownCauseIsNamedAndNothingIsWritten() {
        UUID unknown = UUID.randomUUID();

        assertInvalid(
                () -> gate.tasker.createTask(task().causedBy(List.of(unknown)).build()),
                "caused_by",
                unknown.toString());
        assertThat(gate.inspector.countTasks().get(TaskStatus.QUEUED)).isZero();
    }

    @Test
    void aCauseOfAnotherTenantIsUnknown() {
        try (TestGate other = TestGate.open()) {
            UUID foreign = other.receipts(other.create("x")).getFirst().receiptId();

            assertInvalid(
                    () -> gate.tasker.createTask(
                            task().causedBy(List.of(foreign)).build()),
                    "caused_by",
                    foreign.toString());
        }
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertInvalid(() -> gate.create(""), "type", "255");
        assertInvalid(() -> gate.create("x".repeat(300)), "type", "300");
        assertInvalid(
                () -> gate.tasker.createTask(
                        task().delay(Duration.ofSeconds(-1)).build()),
                "delay_seconds",
                "-1");
        assertInvalid(() -> gate.tasker.createTask(task().maxAttempts(0).build()), "max_attempts", "1,000");
        assertInvalid(() -> gate.tasker.createTask(NewTask.of("x", Json.parse("[1]"))), "payload", "object");
        List<UUID> eleven = Stream.generate(UUID::randomUUID).limit(11).toList();
        assertThatThrownBy(() -> gate.tasker.createTask(task().causedBy(eleven).build()))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECEIPT_LIMIT_EXCEEDED));
        Json large = Json.parse("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}");
        assertThatThrownBy(() -> gate.tasker.createTask(NewTask.of("x", large)))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
    }

    @Test
    void theKeysOfTheSchedulerAreRefused() {
        assertInvalid(
                () -> gate.tasker.createTask(
                        task().idempotencyKey("schedule:7:2026-11-23T12:00:00Z").build()),
                "idempotency_key",
                "scheduler's");
        assertThat(gate.tasker
                        .createTask(task().idempotencyKey("schedules").build())
                        .existing())
                .isFalse();
    }

    private static void assertInvalid(ThrowingCallable call, String field, String mentioned) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.field()).isEqualTo(field);
            assertThat(e).hasMessageContaining(mentioned);
        });
    }
}
