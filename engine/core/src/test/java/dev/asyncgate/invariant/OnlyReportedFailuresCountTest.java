package dev.asyncgate.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.engine.Worker;
import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Invariant 8: expiry, release and revocation are no failures; a reported failure is one. */
class OnlyReportedFailuresCountTest {

    private final TestGate gate = TestGate.open();
    private final UUID task = gate.create("unit");
    private final Worker worker = gate.worker("w");

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void losingALeaseIsNoFailure() {
        worker.releaseLease(task, gate.claim(worker).leaseId(), null);
        UUID revoked = gate.claim(worker).leaseId();
        gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"))
                .revokeLease(revoked, "why");
        gate.claim(worker);
        gate.clock.advance(Duration.ofMinutes(3));
        gate.gate.expireLeases(gate.tenant);

        assertThat(gate.tasker.getTask(task).attempt()).isZero();
    }

    @Test
    void aReportedFailureIsOneTheFinalOneIncluded() {
        worker.fail(task, gate.claim(worker).leaseId(), Json.emptyObject(), true);
        assertThat(gate.tasker.getTask(task).attempt()).isEqualTo(1);
        gate.clock.advance(Duration.ofSeconds(15));
        worker.fail(task, gate.claim(worker).leaseId(), Json.emptyObject(), true);

        assertThat(gate.tasker.getTask(task).attempt()).isEqualTo(2);
    }
}
