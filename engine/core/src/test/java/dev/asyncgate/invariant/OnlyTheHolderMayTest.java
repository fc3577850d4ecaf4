package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Invariants 2 and 3: only the holder may, and a holder whose lease has run out changes nothing any more, while the task
 * becomes claimable again.
 */
class OnlyTheHolderMayTest {

    enum HoldersCall {
        START,
        RENEW,
        PROGRESS,
        COMPLETE,
        FAIL,
        RELEASE;

        void run(Worker worker, UUID taskId, UUID leaseId) {
            switch (this) {
                case START -> worker.startTask(taskId, leaseId);
                case RENEW -> worker.renewLease(taskId, leaseId, null);
                case PROGRESS -> worker.reportProgress(taskId, leaseId, Json.emptyObject());
                case COMPLETE -> worker.complete(taskId, leaseId, TestGate.located());
                case FAIL -> worker.fail(taskId, leaseId, Json.emptyObject(), true);
                case RELEASE -> worker.releaseLease(taskId, leaseId, null);
            }
        }
    }

    private final TestGate gate = TestGate.open();
    private final UUID taskId = gate.create("unit");
    private final Worker holder = gate.worker("holder");
    private final UUID lease = gate.claim(holder).leaseId();

    @AfterEach
    void close() {
        gate.close();
    }

    @ParameterizedTest
    @EnumSource
    void notAnotherWorker(HoldersCall call) {
        assertRefused(call, gate.worker("thief"), taskId, lease);
    }

    @ParameterizedTest
    @EnumSource
    void notUnderAnotherLease(HoldersCall call) {
        assertRefused(call, holder, taskId, UUID.randomUUID());
    }

    @ParameterizedTest
    @EnumSource
    void notOnAnotherTask(HoldersCall call) {
        assertRefused(call, holder, gate.create("other"), lease);
    }

    @ParameterizedTest
    @EnumSource
    void notOnceTheLeaseHasRunOut(HoldersCall call) {
        gate.clock.advance(Duration.ofMinutes(2));
        assertRefused(call, holder, taskId, lease);

        gate.gate.expireLeases(gate.tenant);
        gate.clock.advance(Duration.ofSeconds(5));
        assertThat(gate.claim(gate.worker("next")).taskId()).isEqualTo(taskId);
        assertThatThrownBy(() -> call.run(holder, taskId, lease)).isInstanceOf(GateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theHolder(HoldersCall call) {
        call.run(holder, taskId, lease);
    }

    private void assertRefused(HoldersCall call, Worker worker, UUID task, UUID underLease) {
        List<String> before = gate.receiptTypes(taskId);
        assertThatThrownBy(() -> call.run(worker, task, underLease))
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEASE_INVALID_OR_EXPIRED));
        assertThat(gate.receiptTypes(taskId)).isEqualTo(before);
        assertThat(gate.tasker.getTask(taskId).startedAt()).isNull();
    }
}
