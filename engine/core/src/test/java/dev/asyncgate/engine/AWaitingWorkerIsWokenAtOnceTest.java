package dev.asyncgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.database.TestServer;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import dev.asyncgate.task.NewTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever makes a task ready wakes a worker that waits for one, in this process or another. */
class AWaitingWorkerIsWokenAtOnceTest {

    private static final Duration WAIT = Duration.ofSeconds(30);

    private final TestGate gate = TestGate.open();
    private final Worker worker = gate.worker("w");
    private final Worker other = gate.worker("other");
    private final Operator operator = gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "operator"));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void byATaskThatIsThereAlready() {
        UUID task = gate.create("unit");
        assertThat(worker.leaseNext(ClaimTasks.Request.any(), WAIT))
                .extracting(ClaimedTask::taskId)
                .containsExactly(task);
    }

    @Test
    void byACreation() {
        WaitingCall call = WaitingCall.resting(worker, "unit");
        UUID task = gate.create("unit");
        assertThat(call.taskAtOnce().taskId()).isEqualTo(task);
    }

    @Test
    void byACreationInAnotherProcess() {
        try (TestGate elsewhere = TestGate.open()) {
            WaitingCall call = WaitingCall.resting(elsewhere.gate.worker(gate.tenant, "w"), "unit");
            UUID task = gate.create("unit");
            assertThat(call.taskAtOnce().taskId()).isEqualTo(task);
        }
    }

    @Test
    void byAReleaseInAnotherProcess() {
        UUID task = gate.create("unit");
        ClaimedTask held = gate.claim(other);
        try (TestGate elsewhere = TestGate.open()) {
            WaitingCall call = WaitingCall.resting(elsewhere.gate.worker(gate.tenant, "w"), "unit");
            other.releaseLease(held.taskId(), held.leaseId(), null);
            assertThat(call.taskAtOnce().taskId()).isEqualTo(task);
        }
    }

    @Test
    void byARevocation() {
        gate.create("unit");
        ClaimedTask held = gate.claim(other);
        WaitingCall call = WaitingCall.resting(worker, "unit");
        operator.revokeLease(held.leaseId(), "needed elsewhere");
        assertThat(call.taskAtOnce().taskId()).isEqualTo(held.taskId());
    }

    @Test
    void byTheResumptionOfATask() {
        UUID task = gate.create("unit");
        operator.holdTask(task, null);
        WaitingCall call = WaitingCall.resting(worker, "unit");
        operator.resumeTask(task);
        assertThat(call.taskAtOnce().taskId()).isEqualTo(task);
    }

    @Test
    void byTheResumptionOfATypeAsManyAsThereAreTasks() {
        operator.pauseType("unit", null);
        gate.create("unit");
        gate.create("unit");
        WaitingCall first = WaitingCall.resting(worker, "unit");
        WaitingCall second = WaitingCall.resting(other, "unit");
        operator.resumeType("unit");
        assertThat(first.taskAtOnce()).isNotEqualTo(second.taskAtOnce());
    }

    @Test
    void byTheRetryOfATaskThatHadEnded() {
        UUID task = gate.create("unit");
        operator.cancelTask(task, null);
        WaitingCall call = WaitingCall.resting(worker, "unit");
        UUID again = operator.retryTask(task).taskId();
        assertThat(call.taskAtOnce().taskId()).isEqualTo(again);
    }

    @Test
    void byALeaseThatExpiredOnceItsTaskIsEligibleAgain() throws Exception {
        try (Gate hourLater = onTime(InstantSource.offset(InstantSource.system(), Duration.ofHours(1)))) {
            gate.create("unit");
            UUID task = gate.claim(other).taskId();
            WaitingCall call = WaitingCall.resting(hourLater.worker(gate.tenant, "w"), "unit");
            assertThat(hourLater.expireLeases(gate.tenant)).isEqualTo(1);
            Instant eligibleAt = Instant.parse(TestGate.value("SELECT body ->> 'next_eligible_at' FROM receipts"
                    + " WHERE type = 'lease.expired' AND task_id = '" + task + "'"));
            assertThat(call.answer).succeedsWithin(Duration.ofSeconds(8));
            Instant acquiredAt = call.taskAtOnce()
                    .expiresAt()
                    .minus(gate.gate.settings().leases().defaultTtl());
            assertThat(Duration.between(eligibleAt, acquiredAt)).isBetween(Duration.ZERO, Duration.ofMillis(500));
        }
    }

    @Test
    void byATaskWhoseDelayIsOverWithoutAnybodySayingSo() {
        try (Gate onTime = onTime(InstantSource.system())) {
            Worker waiting = onTime.worker(gate.tenant, "w");
            WaitingCall call = WaitingCall.resting(waiting, "unit");
            UUID task = onTime.tasker(gate.tenant, TestGate.PLANNER)
                    .createTask(NewTask.builder("unit", Json.emptyObject())
                            .delay(Duration.ofSeconds(1))
                            .build())
                    .taskId();
            assertThat(call.taskAtOnce().taskId()).isEqualTo(task);
        }
    }

    @Test
    void byAFailureWhoseBackoffIsOver() {
        try (Gate onTime = onTime(InstantSource.system())) {
            onTime.tasker(gate.tenant, TestGate.PLANNER)
                    .createTask(NewTask.builder("unit", Json.emptyObject())
                            .retryBackoff(Duration.ofSeconds(1))
                            .build());
            Worker failing = onTime.worker(gate.tenant, "failing");
            ClaimedTask held = gate.claim(failing);
            WaitingCall call = WaitingCall.resting(onTime.worker(gate.tenant, "w"), "unit");
            failing.fail(held.taskId(), held.leaseId(), Json.emptyObject(), true);
            assertThat(call.taskAtOnce().taskId()).isEqualTo(held.taskId());
        }
    }

    @Test
    void andAnEmptyAnswerComesWhenItsTimeIsOver() {
        long start = System.nanoTime();
        assertThat(worker.leaseNext(WaitingCall.taking("unit"), Duration.ofMillis(300)))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }

    @Test
    void andAWaitOutsideOfZeroToThirtySecondsIsRefused() {
        for (Duration wait : new Duration[] {Duration.ofSeconds(-1), Duration.ofMillis(30_001)}) {
            assertThatThrownBy(() -> worker.leaseNext(ClaimTasks.Request.any(), wait))
                    .isInstanceOfSatisfying(
                            GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                    .hasMessageContaining("wait_seconds");
        }
    }

    private static Gate onTime(InstantSource clock) {
        return Gate.onManualClock(TestGate.settings(Map.of()), TestServer.program(), clock);
    }
}
