package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.TestGateway;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While a worker waits for a task, its session goes on, and it gets the task that comes. */
@Timeout(60)
class ALongPollHoldsUpNobodyTest {

    private final TestGateway gateway = TestGateway.open();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void theSessionAnswersAndTheWaiterIsWoken() throws Exception {
        TestMcp session = TestMcp.of(gateway);
        CompletableFuture<TestMcp.Result> waiting = CompletableFuture.supplyAsync(
                () -> session.call("lease_next", "{\"worker_id\":\"w\",\"wait_seconds\":30}"));
        assertThat(session.call("get_config", "{}").refused()).isFalse();
        assertThat(waiting).isNotDone();
        String taskId = session.call(
                        "create_task", "{\"agent_id\":\"planner\",\"type\":\"x\",\"principal_ai\":\"planner\"}")
                .text("/task_id");
        assertThat(waiting.get(20, TimeUnit.SECONDS).text("/tasks/0/task_id")).isEqualTo(taskId);
    }
}
