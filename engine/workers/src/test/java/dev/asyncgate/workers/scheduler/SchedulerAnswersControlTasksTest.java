package dev.asyncgate.workers.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import dev.asyncgate.engine.Tasker;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.task.NewTask;
import dev.asyncgate.task.Task;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskResult;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import dev.asyncgate.workers.RealGate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever can create a task can keep schedules: the scheduler does what is asked, says what is wrong, and fires on time. */
class SchedulerAnswersControlTasksTest {

    private static final String EVERY_SECOND = "{\"interval_seconds\":1,\"template\":{\"type\":\"tick\"}}";

    private final Gate gate = RealGate.open();
    private final UUID tenant = UUID.randomUUID();
    private final Inspector inspector = gate.inspector(tenant);
    private final Tasker planner = gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "planner"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aScheduleLivesByTasksAlone() throws InterruptedException {
        try (Scheduler _ = Scheduler.start(gate, tenant, "scheduler")) {
            JsonNode created = succeeded("schedule.create", EVERY_SECOND);
            String id = created.get("schedule_id").stringValue();
            Eventually.is("it fires", Duration.ofSeconds(10), () -> ticks().size() >= 2);
            assertThat(ticks().getFirst().createdBy()).isEqualTo(planner.principal());
            assertThat(ticks().getFirst().idempotencyKey()).startsWith("schedule:" + id + ":");

            String named = "{\"schedule_id\":\"" + id + "\"}";
            assertThat(succeeded("schedule.pause", named).get("state").stringValue())
                    .isEqualTo("paused");
            assertThat(succeeded("schedule.resume", named).get("state").stringValue())
                    .isEqualTo("active");
            assertThat(succeeded("schedule.status", named)
                            .get("template")
                            .get("type")
                            .stringValue())
                    .isEqualTo("tick");
            assertThat(succeeded("schedule.status", "{}").get("schedules")).hasSize(1);
            assertThat(succeeded("schedule.delete", named).get("state").stringValue())
                    .isEqualTo("deleted");
            assertThat(succeeded("schedule.status", "{}").get("schedules")).isEmpty();
        }
        assertThat(planner.openObligations(200, null).obligations())
                .as("only what was fired and not done is still owed")
                .extracting(Receipt::type)
                .hasSize(ticks().size());
        assertThat(inspector.verifyLedger(_ -> true).faults()).isEmpty();
    }

    @Test
    void whatIsWrongFailsForGoodAndSaysWhy() throws InterruptedException {
        try (Scheduler _ = Scheduler.start(gate, tenant, "scheduler")) {
            assertFailed(
                    "schedule.create",
                    "{\"cron\":\"0 0 30 2 *\",\"template\":{\"type\":\"a\"}}",
                    "INVALID_REQUEST",
                    "no such day");
            assertFailed("schedule.create", "{\"template\":{\"type\":\"a\"}}", "INVALID_REQUEST", "either");
            assertFailed("schedule.pause", "{}", "INVALID_REQUEST", "schedule_id is missing");
            assertFailed("schedule.status", "{\"schedule_id\":\"x\"}", "INVALID_REQUEST", "no id");
            assertFailed(
                    "schedule.delete", "{\"schedule_id\":\"" + UUID.randomUUID() + "\"}", "NOT_FOUND", "No schedule");
            String id = succeeded("schedule.create", EVERY_SECOND.replace("1,", "3600,"))
                    .get("schedule_id")
                    .stringValue();
            Tasker rival = gate.tasker(tenant, Principal.of(PrincipalKind.AGENT, "rival"));
            Task refused = ended(rival, "schedule.delete", "{\"schedule_id\":\"" + id + "\"}");
            assertThat(error(refused).get("code").stringValue()).isEqualTo("UNAUTHORIZED");
        }
    }

    @Test
    void itEndsItsThreadsAndLeavesNothingBehind() throws InterruptedException {
        Scheduler scheduler = Scheduler.start(gate, tenant, "leaver");
        succeeded("schedule.create", EVERY_SECOND);
        scheduler.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("asyncgate-worker-leaver"));
        assertThat(inspector.countTasks().get(TaskStatus.LEASED)).isZero();
    }

    private void assertFailed(String type, String payload, String code, String said) throws InterruptedException {
        Task task = ended(planner, type, payload);
        assertThat(task.status()).isEqualTo(TaskStatus.FAILED);
        assertThat(task.attempt()).isEqualTo(1);
        assertThat(error(task).get("code").stringValue()).isEqualTo(code);
        assertThat(error(task).get("message").stringValue()).contains(said);
    }

    private static JsonNode error(Task task) {
        TaskResult result = Objects.requireNonNull(task.result());
        return Objects.requireNonNull(result.error()).node();
    }

    private JsonNode succeeded(String type, String payload) throws InterruptedException {
        Task task = ended(planner, type, payload);
        TaskResult result = Objects.requireNonNull(task.result());
        assertThat(task.status()).as("%s", result.error()).isEqualTo(TaskStatus.SUCCEEDED);
        return Objects.requireNonNull(result.result()).node();
    }

    private Task ended(Tasker tasker, String type, String payload) throws InterruptedException {
        UUID taskId = tasker.createTask(NewTask.of(type, Json.parse(payload))).taskId();
        Eventually.is(
                type + " has ended",
                Duration.ofSeconds(10),
                () -> inspector.getTask(taskId).status().isTerminal());
        return inspector.getTask(taskId);
    }

    private List<Task> ticks() {
        return inspector.listTasks(TaskFilter.ALL, TaskSort.OLDEST_FIRST, 100, null).tasks().stream()
                .filter(row -> row.type().equals("tick"))
                .map(row -> inspector.getTask(row.taskId()))
                .toList();
    }
}
