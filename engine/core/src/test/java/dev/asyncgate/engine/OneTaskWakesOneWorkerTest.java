package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.database.ReadyTasks;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.task.NewTask;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that wait are called one for each task, first come first served, and only for what they can take. */
class OneTaskWakesOneWorkerTest {

    private static final ReadyTasks.Queue UNIT = new ReadyTasks.Queue("unit", Set.of());

    private final TestGate gate = TestGate.open();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void oneTaskCostsOneClaimHoweverManyWait() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 20);
        StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
        gate.create("unit");
        calls.getFirst().taskAtOnce();
        assertThat(restingOf(calls)).isEqualTo(19);
        assertThat(claims.soFar()).isEqualTo(1);
    }

    @Test
    void whoCameFirstIsServedFirst() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 5);
        for (WaitingCall next : calls) {
            gate.create("unit");
            next.taskAtOnce();
        }
    }

    @Test
    void aBatchCallsAsManyAsItHasTasks() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 5);
        gate.tasker.createTasks(Collections.nCopies(3, NewTask.of("unit", Json.emptyObject())));
        calls.subList(0, 3).forEach(WaitingCall::taskAtOnce);
        assertThat(restingOf(calls)).isEqualTo(2);
    }

    @Test
    void aTaskWhoseTypeNobodyAcceptsCallsNobody() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 3);
        StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
        gate.create("another");
        gate.create("unit");
        calls.getFirst().taskAtOnce();
        assertThat(claims.soFar()).isEqualTo(1);
    }

    @Test
    void aTaskWhoseCapabilitiesNobodyHasCallsNobodyHereOrElsewhere() throws SQLException {
        try (TestGate elsewhere = TestGate.open()) {
            List<WaitingCall> calls = waitingFor("unit", 3);
            WaitingCall there = waiting(elsewhere, "unit", 1).getFirst();
            StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
            gate.tasker.createTask(NewTask.builder("unit", Json.emptyObject())
                    .requirements(List.of("gpu"), List.of())
                    .build());
            calls.add(there);
            for (int i = 0; i < 4; i++) {
                gate.create("unit");
            }
            calls.forEach(WaitingCall::taskAtOnce);
            // Two that are called at the same time may share a claim.
            assertThat(claims.soFar()).isBetween(1L, 4L);
        }
    }

    @Test
    void aTaskThatSomebodyHereTakesCallsNobodyElsewhere() throws SQLException {
        try (TestGate elsewhere = TestGate.open()) {
            WaitingCall there = waiting(elsewhere, "unit", 1).getFirst();
            WaitingCall here = waitingFor("unit", 1).getFirst();
            StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
            gate.create("unit");
            here.taskAtOnce();
            gate.create("unit");
            there.taskAtOnce();
            assertThat(claims.soFar()).isEqualTo(2);
        }
    }

    @Test
    void whoFindsNothingWaitsForTheRestOfItsTimeInItsPlace() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 2);
        StatementCount claims = StatementCount.of(StatementCount.CLAIMS);
        try (TestGate elsewhere = TestGate.open()) {
            for (int i = 1; i <= 3; i++) {
                elsewhere.gate.changes().announce(gate.tenant, ReadyTasks.of(UNIT, 1));
                claims.await(i);
                calls.getFirst().awaitRest();
            }
        }
        gate.create("unit");
        calls.getFirst().taskAtOnce();
        assertThat(calls.getLast().isResting()).isTrue();
        assertThat(claims.soFar()).isEqualTo(4);
    }

    @Test
    void whoTakesSomethingElseHasTheNextCalledInItsPlace() throws SQLException {
        ClaimTasks.Request both = WaitingCall.taking("urgent", "unit");
        WaitingCall first = WaitingCall.start(gate.worker("first"), both, WaitingCall.LONG);
        first.awaitRest();
        WaitingCall second = WaitingCall.resting(gate.worker("second"), "unit");
        createUnannounced("urgent");
        gate.create("unit");
        assertThat(first.taskAtOnce().type()).isEqualTo("urgent");
        assertThat(second.taskAtOnce().type()).isEqualTo("unit");
    }

    @Test
    void whoLeavesWhenCalledHasTheNextCalledInItsPlace() throws SQLException {
        List<WaitingCall> calls = waitingFor("unit", 4);
        for (WaitingCall leaving : calls.subList(0, 3)) {
            leaving.thread.interrupt();
        }
        gate.create("unit");
        List<ClaimedTask> answers = new ArrayList<>();
        calls.subList(0, 3).forEach(call -> answers.addAll(call.answer.join()));
        assertThat(answers).isEmpty();
        calls.getLast().taskAtOnce();
    }

    /** As if the notice of its creation had been lost. */
    private void createUnannounced(String type) throws SQLException {
        UUID task = gate.tasker
                .createTask(NewTask.builder(type, Json.emptyObject())
                        .priority(100)
                        .delay(Duration.ofDays(1))
                        .build())
                .taskId();
        TestGate.sql("UPDATE open_tasks SET waiting = false, next_eligible_at = NULL WHERE task_id = '" + task + "'");
    }

    /** Lets them rest one after the other, and the first look of the lookout pass. */
    private List<WaitingCall> waitingFor(String type, int count) throws SQLException {
        return waiting(gate, type, count);
    }

    private List<WaitingCall> waiting(TestGate where, String type, int count) throws SQLException {
        StatementCount looks = StatementCount.of(StatementCount.LOOKS);
        List<WaitingCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(WaitingCall.resting(where.gate.worker(gate.tenant, "w" + i), type));
        }
        looks.await(1);
        return calls;
    }

    private static long restingOf(List<WaitingCall> calls) {
        return calls.stream().filter(WaitingCall::isResting).count();
    }
}
