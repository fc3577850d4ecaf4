package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.TestGate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call that was not allowed is an audit event of the tenant whose key made it. */
class WhoIsRefusedStandsInTheAuditTest {

    @Test
    void theKeyTheCallAndWhy() throws Exception {
        try (TestGateway gateway = TestGateway.with(Map.of("API_KEY", "a key of more than 20 characters"))) {
            String worker = gateway.key(Grant.of(Role.WORKER));
            assertThat(gateway.send(gateway.keyed("/v1/tasks", worker)).status())
                    .isEqualTo(403);
            assertThat(TestGate.value("SELECT string_agg(operation || ' ' || code, ',') FROM audit_events"
                            + " WHERE kind = 'authorization' AND tenant_id = '" + gateway.gate.tenant + "'"))
                    .isEqualTo("GET /v1/tasks UNAUTHORIZED");
        }
    }

    @Test
    void ofOneKeyAtMostSixtyAnHour() throws Exception {
        try (TestGateway gateway = TestGateway.with(
                Map.of("API_KEY", "a key of more than 20 characters", "RATE_LIMIT_DEFAULT_CALLS", "1000"))) {
            String worker = gateway.key(Grant.of(Role.WORKER));
            for (int call = 0; call < 70; call++) {
                assertThat(gateway.send(gateway.keyed("/v1/tasks", worker)).status())
                        .isEqualTo(403);
            }
            assertThat(TestGate.value("SELECT count(*) FROM audit_events WHERE kind = 'authorization' AND tenant_id = '"
                            + gateway.gate.tenant + "'"))
                    .isEqualTo("60");
        }
    }
}
