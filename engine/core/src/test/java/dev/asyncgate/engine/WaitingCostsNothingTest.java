package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that wait hold no connection, ask next to nothing of the database, and go when they are told to. */
class WaitingCostsNothingTest {

    private final TestGate gate = TestGate.with(Map.of("DB_POOL_SIZE", "2"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void fiveHundredWaitOverTwoConnectionsAtLessThanFiveStatementsASecond() throws Exception {
        List<WaitingCall> calls = resting(500);
        StatementCount statements = StatementCount.of(StatementCount.ALL);
        List<WaitingCall> comingBack = calls.subList(0, 100);
        for (int second = 0; second < 3; second++) {
            Thread.sleep(Duration.ofSeconds(1));
            comingBack.forEach(call -> call.thread.interrupt());
            comingBack.forEach(call -> call.answer.join());
            comingBack = resting(100);
        }
        assertThat(statements.soFar()).isLessThan(15);
        gate.create("unit");
        // Whose turn it is depends on who came to rest first.
        assertThat(CompletableFuture.anyOf(
                        calls.stream().skip(100).map(call -> call.answer).toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(2));
        assertThat(calls.stream().skip(100).filter(call -> call.answer.isDone()).map(WaitingCall::taskAtOnce))
                .extracting(ClaimedTask::type)
                .containsExactly("unit");
    }

    @Test
    void closingTheGateEndsAllWaitsWithNothing() {
        List<WaitingCall> calls = resting(50);
        gate.close();
        for (WaitingCall call : calls) {
            assertThat(call.answer).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(List.of());
        }
    }

    @Test
    void anInterruptEndsAWaitWithNothingAndStays() {
        WaitingCall call = WaitingCall.resting(gate.worker("w"));
        call.thread.interrupt();
        assertThat(call.answer).succeedsWithin(Duration.ofSeconds(2)).isEqualTo(List.of());
        assertThat(call.interruptedAfterwards.join()).isTrue();
    }

    @Test
    void whoeverAsksTheSameAsOneThatRestsNeedNotAsk() throws Exception {
        resting(1);
        StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
        WaitingCall same = resting(1).getFirst();
        WaitingCall different = WaitingCall.resting(gate.worker("other"), "unit");
        assertThat(claims.soFar()).isEqualTo(1);
        gate.create("unit");
        gate.create("unit");
        gate.create("unit");
        same.taskAtOnce();
        different.taskAtOnce();
    }

    private List<WaitingCall> resting(int count) {
        List<WaitingCall> calls = IntStream.range(0, count)
                .mapToObj(i -> WaitingCall.start(gate.worker("w" + i), ClaimTasks.Request.any(), WaitingCall.LONG))
                .toList();
        calls.forEach(WaitingCall::awaitRest);
        return calls;
    }
}
