package dev.asyncgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Its own, else its tenant's, else the standard one. */
class AKeyHasTheNearestLimitTest {

    private static final CallLimit STANDARD = new CallLimit(100, Duration.ofSeconds(60));
    private static final CallLimit TENANTS = new CallLimit(500, Duration.ofSeconds(10));
    private static final CallLimit OWN = new CallLimit(7, Duration.ofSeconds(1));

    private final TestGate gate = TestGate.open();
    private final Operator operator =
            gate.gate.operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"), "192.0.2.7");
    private final CreatedKey key = operator.createKey(Grant.of(Role.AGENT));

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aLimitIsTheKeysThenTheTenantsThenTheStandardOne() {
        assertThat(limit()).isEqualTo(STANDARD);
        operator.setLimit(null, TENANTS);
        assertThat(limit()).isEqualTo(TENANTS);
        operator.setLimit(key.key().keyId(), OWN);
        assertThat(limit()).isEqualTo(OWN);
        assertThat(operator.createKey(Grant.of(Role.WORKER)).key().limit()).isEqualTo(TENANTS);
        assertThat(operator.listKeys().getFirst().limit()).isEqualTo(OWN);
        operator.setLimit(key.key().keyId(), null);
        assertThat(limit()).isEqualTo(TENANTS);
        operator.setLimit(null, null);
        assertThat(limit()).isEqualTo(STANDARD);
    }

    @Test
    void allOfThemAreListed() {
        assertThat(operator.limits()).isEqualTo(new CallLimits(STANDARD, null, Map.of()));
        operator.setLimit(null, TENANTS);
        operator.setLimit(key.key().keyId(), OWN);
        assertThat(operator.limits())
                .isEqualTo(new CallLimits(STANDARD, TENANTS, Map.of(key.key().keyId(), OWN)));
        assertThat(gate.gate
                        .operator(UUID.randomUUID(), TestGate.PLANNER)
                        .limits()
                        .keys())
                .isEmpty();
    }

    @Test
    void aKeyThatIsNotThereHasNone() {
        assertThatThrownBy(() -> operator.setLimit(UUID.randomUUID(), OWN)).isInstanceOf(GateException.class);
        assertThatThrownBy(() -> operator.setLimit(new UUID(0, 0), OWN)).isInstanceOf(GateException.class);
        assertThat(operator.limits().tenant()).isNull();
    }

    private CallLimit limit() {
        return gate.gate.verifyKey(key.secret()).orElseThrow().limit();
    }
}
