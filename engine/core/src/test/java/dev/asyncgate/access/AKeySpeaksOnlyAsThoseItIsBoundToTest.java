package dev.asyncgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AKeySpeaksOnlyAsThoseItIsBoundToTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void anUnboundKeySpeaksAsAnyAgentWorkerOrService() {
        ApiKey key = key(Role.AGENT, List.of(), List.of());
        assertThat(key.maySpeakAs(Principal.parse("agent:anybody"))).isTrue();
        assertThat(key.maySpeakAs(Principal.parse("service:billing"))).isTrue();
        assertThat(key.mayWorkAs("anybody")).isTrue();
    }

    @Test
    void nobodySpeaksAsAnInternalPrincipal() {
        for (String internal : List.of("agent:svc:asyncgate", "worker:ext:SYS:x", "system:anything")) {
            assertThat(key(Role.ADMIN, List.of(), List.of()).maySpeakAs(Principal.parse(internal)))
                    .isFalse();
            assertThat(key(Role.ADMIN, List.of("agent:*", "worker:*", "agent:s*"), List.of("*"))
                            .maySpeakAs(Principal.parse(internal)))
                    .isFalse();
        }
        assertThat(key(Role.ADMIN, List.of(), List.of()).mayWorkAs("Svc:asyncgate"))
                .isFalse();
        assertThat(key(Role.ADMIN, List.of("agent:*"), List.of("*")).mayWorkAs("ext:sys:x"))
                .isFalse();
    }

    @Test
    void onlyAnAdminKeySpeaksAsAPerson() {
        assertThat(key(Role.AGENT, List.of(), List.of()).maySpeakAs(Principal.parse("human:mia")))
                .isFalse();
        assertThat(key(Role.ADMIN, List.of(), List.of()).maySpeakAs(Principal.parse("human:mia")))
                .isTrue();
        assertThat(key(Role.ADMIN, List.of("human:m*"), List.of()).maySpeakAs(Principal.parse("human:mia")))
                .isTrue();
    }

    @Test
    void aBoundKeySpeaksAsTheseAlone() {
        ApiKey key = key(Role.AGENT, List.of("agent:planner", "service:bill*"), List.of());
        assertThat(key.maySpeakAs(Principal.parse("agent: ext:planner "))).isTrue();
        assertThat(key.maySpeakAs(Principal.parse("service:billing"))).isTrue();
        assertThat(key.maySpeakAs(Principal.parse("agent:planner-2"))).isFalse();
        assertThat(key.maySpeakAs(Principal.parse("worker:planner"))).isFalse();
        assertThat(key.maySpeakAs(Principal.parse("service:bil"))).isFalse();
        assertThat(key.mayWorkAs("planner")).isTrue();
        assertThat(key.mayWorkAs("builder")).isFalse();
    }

    @Test
    void aKeyThatIsBoundToWorkersSpeaksAsNobodyElse() {
        ApiKey key = key(Role.WORKER, List.of(), List.of("build-*", "tester"));
        assertThat(key.mayWorkAs("build-7")).isTrue();
        assertThat(key.mayWorkAs("tester")).isTrue();
        assertThat(key.mayWorkAs("tester-2")).isFalse();
        assertThat(key.maySpeakAs(Principal.parse("worker:tester"))).isTrue();
        assertThat(key.maySpeakAs(Principal.parse("agent:tester"))).isFalse();
    }

    @Test
    void aStarInTheMiddleStandsForItself() {
        ApiKey key = key(Role.AGENT, List.of("agent:a*b"), List.of());
        assertThat(key.maySpeakAs(Principal.parse("agent:a*b"))).isTrue();
        assertThat(key.maySpeakAs(Principal.parse("agent:axb"))).isFalse();
    }

    @Test
    void aKeyNamesItsOwnTenantAndThoseItWasGiven() {
        assertThat(key(Role.AGENT, List.of(), List.of()).mayName(TENANT)).isTrue();
        assertThat(key(Role.ADMIN, List.of(), List.of()).mayName(OTHER)).isFalse();
        Grant given = new Grant(Role.ADMIN, null, Set.of(), List.of(), List.of(), Set.of(OTHER), null, null);
        assertThat(key(given).mayName(OTHER)).isTrue();
        assertThat(key(given).mayName(UUID.randomUUID())).isFalse();
    }

    private static ApiKey key(Role role, List<String> principals, List<String> workerIds) {
        return key(new Grant(
                role,
                null,
                Set.of(),
                principals.stream()
                        .map(text -> text.split(":", 2))
                        .map(parts -> new PrincipalPattern(PrincipalKind.parse(parts[0]), parts[1]))
                        .toList(),
                workerIds,
                Set.of(),
                null,
                null));
    }

    private static ApiKey key(Grant grant) {
        CallLimit limit = new CallLimit(100, Duration.ofMinutes(1));
        return new ApiKey(TENANT, UUID.randomUUID(), "abcdefgh", grant, limit, false, Instant.EPOCH, null);
    }
}
