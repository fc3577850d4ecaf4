package dev.asyncgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.PrincipalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AGrantIsCheckedBeforeAKeyIsMadeTest {

    @ParameterizedTest
    @ValueSource(strings = {"svc:*", "SYS:root", "ext:ext:svc:x", "ѕvc:asyncgate"})
    void internalPrincipalsAreRefused(String id) {
        assertRefused(ErrorCode.UNAUTHORIZED, null, () -> new PrincipalPattern(PrincipalKind.AGENT, id));
        assertRefused(ErrorCode.UNAUTHORIZED, null, () -> grant(null, List.of(), List.of(id), null));
        assertRefused(ErrorCode.UNAUTHORIZED, null, () -> new PrincipalPattern(PrincipalKind.SYSTEM, "anything"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a\u0000b", "\u200b"})
    void aNameIsVisible(String name) {
        assertRefused(ErrorCode.INVALID_REQUEST, "name", () -> grant(name, List.of(), List.of(), null));
    }

    @Test
    void sixtyFourBindingsOfEachKindAreEnough() {
        PrincipalPattern planner = new PrincipalPattern(PrincipalKind.AGENT, "planner");
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "principals",
                () -> grant(null, Collections.nCopies(65, planner), List.of(), null));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "worker_ids",
                () -> grant(null, List.of(), Collections.nCopies(65, "w"), null));
        assertThat(grant(null, Collections.nCopies(64, planner), Collections.nCopies(64, "w"), null)
                        .isBound())
                .isTrue();
    }

    @Test
    void onlyAnAdminKeyIsForPersonsAndOtherTenants() {
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "principals",
                () -> grant(null, List.of(new PrincipalPattern(PrincipalKind.HUMAN, "mia")), List.of(), null));
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "tenants",
                () -> new Grant(
                        Role.WORKER, null, Set.of(), List.of(), List.of(), Set.of(UUID.randomUUID()), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA"})
    void aSigningKeyIsThirtyTwoBytesInBase64(String key) {
        assertRefused(ErrorCode.INVALID_REQUEST, "signing_key", () -> grant(null, List.of(), List.of(), key));
    }

    @Test
    void anExpiryIsOneThatTheDatabaseHolds() {
        assertRefused(
                ErrorCode.INVALID_REQUEST,
                "expires_at",
                () -> new Grant(Role.AGENT, null, Set.of(), List.of(), List.of(), Set.of(), Instant.MAX, null));
    }

    @Test
    void rolesScopesAndLimitsAreThoseThatThereAre() {
        assertRefused(ErrorCode.INVALID_REQUEST, "role", () -> Role.parse("root"));
        assertRefused(ErrorCode.INVALID_REQUEST, "scopes", () -> Scope.parse("everything"));
        assertRefused(ErrorCode.INVALID_REQUEST, "calls", () -> new CallLimit(0, Duration.ofMinutes(1)));
        assertRefused(ErrorCode.INVALID_REQUEST, "window_seconds", () -> new CallLimit(1, Duration.ofMillis(1500)));
        assertThatThrownBy(() -> Role.parse("ro\not")).hasMessage("role is \"ro?ot\"; allowed: agent, worker, admin.");
        assertThat(Role.parse("admin")).isEqualTo(Role.ADMIN);
        assertThat(Scope.parse("metrics")).isEqualTo(Scope.METRICS);
    }

    private static Grant grant(
            @Nullable String name,
            List<PrincipalPattern> principals,
            List<String> workerIds,
            @Nullable String signingKey) {
        return new Grant(Role.AGENT, name, Set.of(), principals, workerIds, Set.of(), null, signingKey);
    }

    private static void assertRefused(ErrorCode code, @Nullable String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.field()).isEqualTo(field);
        });
    }
}
