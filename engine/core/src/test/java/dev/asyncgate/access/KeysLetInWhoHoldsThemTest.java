package dev.asyncgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.audit.Actor;
import dev.asyncgate.database.Database;
import dev.asyncgate.database.TestServer;
import dev.asyncgate.engine.Eventually;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Operator;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysLetInWhoHoldsThemTest {

    private static final Principal OPS = Principal.of(PrincipalKind.HUMAN, "ops");

    private final TestGate gate = TestGate.open();
    private final TestGate second = TestGate.open();
    private final Operator operator = gate.gate.operator(gate.tenant, OPS);

    @AfterEach
    void close() {
        gate.close();
        second.close();
    }

    @Test
    void aNewKeyIsKnownToEveryGateWithAllThatWasAsked() {
        Instant expiry = gate.clock.instant().plus(Duration.ofDays(1));
        Grant asked = new Grant(
                Role.ADMIN,
                "night shift",
                Set.of(Scope.METRICS),
                List.of(new PrincipalPattern(PrincipalKind.AGENT, "ext:planner-*")),
                List.of("build-1"),
                Set.of(UUID.randomUUID()),
                expiry,
                Base64.getEncoder().encodeToString(new byte[32]));

        CreatedKey created = operator.createKey(asked);

        assertThat(created.secret())
                .matches("ag_[A-Za-z0-9_-]{43}")
                .startsWith("ag_" + created.key().prefix());
        assertThat(second.gate.verifyKey(created.secret())).contains(created.key());
        assertThat(created.key().grant()).isEqualTo(asked);
        assertThat(created.key().tenantId()).isEqualTo(gate.tenant);
        assertThat(created.key().createdAt()).isEqualTo(gate.clock.instant());
        assertThat(operator.listKeys()).containsExactly(created.key());
    }

    @Test
    void theSecretIsInTheAnswerAndNowhereElse() throws SQLException {
        CreatedKey created = operator.createKey(Grant.of(Role.AGENT));
        String secret = created.secret().substring("ag_".length() + 8);

        assertThat(created.toString()).doesNotContain(secret);
        assertThat(TestGate.value("SELECT string_agg(k::text, '') FROM api_keys k"))
                .doesNotContain(secret);
        assertThat(TestGate.value("SELECT string_agg(a::text, '') FROM audit_events a"))
                .doesNotContain(secret);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceWhereItWasRevokedAndByEveryGateWithinASecond() throws InterruptedException {
        CreatedKey created = operator.createKey(Grant.of(Role.AGENT));
        assertThat(second.gate.verifyKey(created.secret())).isPresent();

        operator.revokeKey(created.key().keyId());
        operator.revokeKey(created.key().keyId());

        assertThat(gate.gate.verifyKey(created.secret())).isEmpty();
        Eventually.is(
                "the other gate refuses it",
                Duration.ofSeconds(1),
                () -> second.gate.verifyKey(created.secret()).isEmpty());
        assertThat(operator.listKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.revokedAt()).isEqualTo(gate.clock.instant()));
    }

    @Test
    void twoKeysOverlapWhileOneIsReplaced() {
        String before = operator.createKey(Grant.of(Role.WORKER)).secret();
        CreatedKey after = operator.createKey(Grant.of(Role.WORKER));
        assertThat(gate.gate.verifyKey(before)).isPresent();
        assertThat(gate.gate.verifyKey(after.secret())).isPresent();

        operator.revokeKey(operator.listKeys().getFirst().keyId());

        assertThat(gate.gate.verifyKey(before)).isEmpty();
        assertThat(gate.gate.verifyKey(after.secret())).contains(after.key());
    }

    @Test
    void aKeyExpiresByTheDatabasesClockAndIsRefusedWithinASecond() throws InterruptedException {
        Instant expiry = gate.clock.instant().plusSeconds(60);
        CreatedKey created = operator.createKey(expiring(expiry));

        gate.clock.advance(Duration.ofSeconds(59));
        assertThat(gate.gate.verifyKey(created.secret())).isPresent();
        gate.clock.advance(Duration.ofSeconds(1));
        Eventually.is(
                "it is refused",
                Duration.ofSeconds(1),
                () -> gate.gate.verifyKey(created.secret()).isEmpty());
        assertRefused(ErrorCode.INVALID_REQUEST, () -> operator.createKey(expiring(expiry)));
    }

    @Test
    void aKnownPrefixWithAnotherSecretIsUnknown() {
        String secret = operator.createKey(Grant.of(Role.AGENT)).secret();
        char last = secret.charAt(20);
        String forged = secret.substring(0, 20) + (last == 'A' ? 'B' : 'A') + secret.substring(21);

        assertThat(gate.gate.verifyKey(forged)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ag_",
                "ag_short",
                "bearer",
                "ag_0123456789012345678901234567890123456789012\u0000",
                "ag_' OR true --0123456789012345678901234567890",
                "ag_\ud83d\ude00aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "ag_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
            })
    void whatIsNoKeyIsUnknown(String offered) {
        assertThat(gate.gate.verifyKey(offered)).isEmpty();
        assertThat(gate.gate.verifyKey(offered + "a".repeat(100_000))).isEmpty();
    }

    @Test
    void theConfiguredKeyIsAnAdminOfTheDefaultTenantForAnyTenant() {
        try (TestGate configured = TestGate.with(Map.of("API_KEY", "a configured key, 30 characters"))) {
            assertThat(configured.gate.verifyKey("a configured key, 30 characters"))
                    .hasValueSatisfying(key -> {
                        assertThat(key.tenantId()).isEqualTo(Gate.DEFAULT_TENANT);
                        assertThat(key.role()).isEqualTo(Role.ADMIN);
                        assertThat(key.mayName(UUID.randomUUID())).isTrue();
                    });
            assertThat(configured.gate.verifyKey("a configured key, 30 character"))
                    .isEmpty();
        }
        assertThat(gate.gate.verifyKey("a configured key, 30 characters")).isEmpty();
    }

    @Test
    void aStrangerNeitherSeesNorRevokesAKey() {
        CreatedKey created = operator.createKey(Grant.of(Role.AGENT));
        Operator stranger = gate.gate.operator(UUID.randomUUID(), OPS);

        assertThat(stranger.listKeys()).isEmpty();
        assertRefused(
                ErrorCode.NOT_FOUND, () -> stranger.revokeKey(created.key().keyId()));
        assertRefused(ErrorCode.NOT_FOUND, () -> stranger.setLimit(created.key().keyId(), null));
        assertThat(gate.gate.verifyKey(created.secret())).isPresent();
    }

    @Test
    void aPrefixThatSomebodyHasIsNotGivenTwice() {
        long seed = 1;
        byte[] first = new byte[32];
        byte[] samePrefix = new byte[32];
        byte[] other = new byte[32];
        new Random(seed).nextBytes(first);
        System.arraycopy(first, 0, samePrefix, 0, 6);
        new Random(seed + 1).nextBytes(other);
        RandomGenerator foreseen = new Foreseen(new ArrayDeque<>(List.of(first, samePrefix, other)));
        try (Database database = Database.open(TestServer.program(), TestGate.settings(Map.of()), gate.clock)) {
            CreateKey createKey = new CreateKey(database, TestGate.settings(Map.of()), foreseen);
            CreatedKey one = createKey.run(gate.tenant, Actor.here(OPS), Grant.of(Role.AGENT));
            CreatedKey two = createKey.run(gate.tenant, Actor.here(OPS), Grant.of(Role.AGENT));

            assertThat(two.key().prefix()).isNotEqualTo(one.key().prefix());
            assertThat(gate.gate.verifyKey(one.secret())).contains(one.key());
            assertThat(gate.gate.verifyKey(two.secret())).contains(two.key());
            assertThat(operator.listKeys()).hasSize(2);
        }
    }

    /** Gives these bytes one after the other. */
    private record Foreseen(Queue<byte[]> next) implements RandomGenerator {

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(next.remove(), 0, bytes, 0, bytes.length);
        }
    }

    private static Grant expiring(Instant at) {
        return new Grant(Role.AGENT, null, Set.of(), List.of(), List.of(), Set.of(), at, null);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
