package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever no longer needs an answer ends the wait for it, and what comes then is for others. */
@Timeout(60)
class AWaitCanBeEndedTest {

    private final TestGate gate = TestGate.open();
    private final Wait wait = new Wait(WaitingCall.LONG);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theClaimThenIsEmptyAtOnceAndTakesNothing() throws Exception {
        CompletableFuture<List<ClaimedTask>> answer =
                CompletableFuture.supplyAsync(() -> gate.worker("gone").leaseNext(ClaimTasks.Request.any(), wait));
        WaitingCall other = WaitingCall.resting(gate.worker("here"), "unit");

        wait.end();

        assertThat(answer.get(5, TimeUnit.SECONDS)).isEmpty();
        UUID task = gate.create("unit");
        assertThat(other.taskAtOnce().taskId()).isEqualTo(task);
    }

    @Test
    void beforeItBeganToo() {
        gate.create("unit");
        wait.end();
        assertThat(gate.worker("gone").leaseNext(ClaimTasks.Request.any(), wait))
                .isEmpty();
        assertThat(gate.worker("here").leaseNext(ClaimTasks.Request.any())).hasSize(1);
    }
}
