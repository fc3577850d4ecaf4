package dev.asyncgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnboundKeysAreListedTest {

    private final TestGate gate = TestGate.open();
    private final Operator operator = gate.gate.operator(gate.tenant, TestGate.PLANNER);

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void theDoctorNotesKeysThatSpeakAsAnybody() {
        operator.createKey(new Grant(Role.WORKER, null, Set.of(), List.of(), List.of("w"), Set.of(), null, null));
        operator.createKey(new Grant(
                Role.AGENT,
                null,
                Set.of(),
                List.of(),
                List.of(),
                Set.of(),
                gate.clock.instant().plusSeconds(60),
                null));
        operator.revokeKey(operator.createKey(Grant.of(Role.AGENT)).key().keyId());
        UUID unbound = operator.createKey(Grant.of(Role.ADMIN)).key().keyId();
        gate.clock.advance(Duration.ofSeconds(60));

        assertThat(gate.gate.diagnose(Duration.ofMinutes(1)).findings())
                .filteredOn(finding -> gate.tenant.equals(finding.tenantId()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule().severity()).isEqualTo(Rule.Severity.NOTE);
                    assertThat(finding.cases())
                            .extracting(Finding.Case::subject)
                            .containsExactly(unbound.toString());
                });
    }
}
