package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.access.CallLimit;
import dev.asyncgate.access.Grant;
import dev.asyncgate.access.Role;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each caller has its calls of a window, counted by key or by address and by nothing that a caller can make up. */
class CallsAreLimitedTest {

    private static final String ADMIN = "a key of more than 20 characters";

    @Test
    void ofAHundredAndTenParallelCallsTheLastTenAreRefused() throws Exception {
        try (TestGateway gateway = keyed(Map.of())) {
            List<TestGateway.Answer> answers = inParallel(110, () -> gateway.send(gateway.bare("/v1/health")));
            assertThat(answers).allSatisfy(CallsAreLimitedTest::assertHeaders);
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(100);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 429)
                    .hasSize(10)
                    .allSatisfy(refused -> {
                        assertThat(refused.text("/error")).isEqualTo("RATE_LIMIT_EXCEEDED");
                        assertThat(Integer.parseInt(refused.header("Retry-After")))
                                .isBetween(1, 60);
                    });
        }
    }

    @Test
    void everyKindOfAnswerCountsAndSaysSo() {
        try (TestGateway gateway = keyed(Map.of())) {
            assertHeaders(gateway.send(gateway.bare("/v1/nothing")));
            assertHeaders(gateway.send(gateway.bare("/v1/health").method("OPTIONS", BodyPublishers.noBody())));
            assertHeaders(gateway.send(gateway.keyed("/v1/config", "no key")));
            assertHeaders(gateway.send(gateway.bare("/v1/health").header("Origin", "https://evil.example")));
            assertThat(gateway.send(gateway.bare("/v1/health")).header("X-RateLimit-Remaining"))
                    .isEqualTo("95");
        }
    }

    @Test
    void twoGatewaysOfOneDatabaseCountTogether() {
        Map<String, String> shared = Map.of("RATE_LIMIT_BACKEND", "postgresql");
        try (TestGateway one = keyed(shared);
                TestGateway other = keyed(shared)) {
            String key = one.key(Grant.of(Role.AGENT));
            assertThat(one.send(one.keyed("/v1/config", key)).header("X-RateLimit-Remaining"))
                    .isEqualTo("99");
            assertThat(other.send(other.keyed("/v1/config", key)).header("X-RateLimit-Remaining"))
                    .isEqualTo("98");
        }
    }

    @Test
    void aKeysOwnLimitHoldsForIt() {
        try (TestGateway gateway = keyed(Map.of())) {
            var operator = gateway.gate.gate.operator(gateway.gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
            var created = operator.createKey(Grant.of(Role.AGENT));
            operator.setLimit(created.key().keyId(), new CallLimit(2, Duration.ofSeconds(60)));
            assertThat(remaining(gateway, created.secret())).isEqualTo("1");
            assertThat(remaining(gateway, created.secret())).isEqualTo("0");
            assertThat(gateway.send(gateway.keyed("/v1/config", created.secret()))
                            .status())
                    .isEqualTo(429);
            assertThat(remaining(gateway, gateway.key(Grant.of(Role.AGENT)))).isEqualTo("99");
        }
    }

    @Test
    void aTenantsOwnLimitHoldsForEachOfItsKeys() {
        try (TestGateway gateway = keyed(Map.of())) {
            var operator = gateway.gate.gate.operator(gateway.gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
            operator.setLimit(null, new CallLimit(5, Duration.ofSeconds(60)));
            assertThat(remaining(gateway, gateway.key(Grant.of(Role.AGENT)))).isEqualTo("4");
            assertThat(remaining(gateway, gateway.key(Grant.of(Role.WORKER)))).isEqualTo("4");
            assertThat(remaining(gateway, ADMIN)).as("of another tenant").isEqualTo("99");
        }
    }

    @Test
    void whoHasMadeAllItsCallsKeepsNobodyFromTheDatabase() throws Exception {
        Map<String, String> shared = Map.of("RATE_LIMIT_BACKEND", "postgresql", "DB_POOL_SIZE", "2");
        try (TestGateway gateway = keyed(shared);
                Connection other = TestGate.connect()) {
            var operator = gateway.gate.gate.operator(gateway.gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"));
            var throttled = operator.createKey(Grant.of(Role.AGENT));
            operator.setLimit(throttled.key().keyId(), new CallLimit(1, Duration.ofHours(1)));
            assertThat(remaining(gateway, throttled.secret())).isEqualTo("0");
            assertThat(status(gateway, throttled.secret())).isEqualTo(429);

            other.setAutoCommit(false);
            try (var window =
                    other.prepareStatement("SELECT 1 FROM asyncgate.rate_limit_buckets WHERE bucket = ? FOR UPDATE")) {
                window.setString(1, "key:" + throttled.key().keyId());
                assertThat(window.executeQuery().next()).isTrue();
            }
            assertThat(inParallel(50, () -> status(gateway, throttled.secret())))
                    .containsOnly(429);
            assertThat(status(gateway, gateway.key(Grant.of(Role.AGENT)))).isEqualTo(200);

            operator.setLimit(throttled.key().keyId(), new CallLimit(10, Duration.ofHours(1)));
            other.rollback();
            assertThat(remaining(gateway, throttled.secret()))
                    .as("a limit that was changed holds at once")
                    .isEqualTo("7");
        }
    }

    @Test
    void keysThatAreNoneAndTenantsThatAreNamedOpenNoWindows() {
        try (TestGateway gateway = keyed(Map.of())) {
            for (int call = 1; call <= 3; call++) {
                assertThat(remaining(gateway, "invalid-" + call)).isEqualTo(Integer.toString(100 - call));
            }
            assertThat(gateway.send(gateway.request("/v1/health")).header("X-RateLimit-Remaining"))
                    .isEqualTo("96");
            assertThat(remaining(gateway, ADMIN)).isEqualTo("99");
            assertThat(gateway.send(gateway.request("/v1/config").header("X-API-Key", ADMIN))
                            .header("X-RateLimit-Remaining"))
                    .isEqualTo("98");
        }
    }

    @Test
    void whereACallComesFromIsBelievedOfTrustedProxiesAlone() {
        try (TestGateway direct = keyed(Map.of())) {
            assertThat(forwarded(direct, "203.0.113.1")).isEqualTo("99");
            assertThat(forwarded(direct, "203.0.113.2")).isEqualTo("98");
        }
        try (TestGateway behind = keyed(Map.of("TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8"))) {
            assertThat(forwarded(behind, "203.0.113.1")).isEqualTo("99");
            assertThat(forwarded(behind, "203.0.113.2")).isEqualTo("99");
            assertThat(forwarded(behind, "198.51.100.7, 203.0.113.1")).isEqualTo("98");
            assertThat(forwarded(behind, "203.0.113.1, 10.1.2.3")).isEqualTo("97");
            assertThat(forwarded(behind, "nonsense, 203.0.113.1")).isEqualTo("96");
        }
    }

    @Test
    void anIpv6HostHasOneWindowForAllItsAddresses() {
        try (TestGateway behind = keyed(Map.of("TRUSTED_PROXIES", "127.0.0.1"))) {
            assertThat(forwarded(behind, "2001:db8:1:2:3::4")).isEqualTo("99");
            assertThat(forwarded(behind, "2001:db8:1:2:ffff::1")).isEqualTo("98");
            assertThat(forwarded(behind, "2001:db8:1:3::1")).isEqualTo("99");
            assertThat(forwarded(behind, "::ffff:203.0.113.1")).isEqualTo("99");
            assertThat(forwarded(behind, "203.0.113.1")).isEqualTo("98");
        }
    }

    private static TestGateway keyed(Map<String, String> settings) {
        var all = new java.util.HashMap<>(settings);
        all.put("API_KEY", ADMIN);
        return TestGateway.with(all);
    }

    private static int status(TestGateway gateway, String key) {
        return gateway.send(gateway.keyed("/v1/config", key)).status();
    }

    private static String remaining(TestGateway gateway, String key) {
        return gateway.send(gateway.keyed("/v1/config", key)).header("X-RateLimit-Remaining");
    }

    private static String forwarded(TestGateway gateway, String chain) {
        return gateway.send(gateway.bare("/v1/health").header("X-Forwarded-For", chain))
                .header("X-RateLimit-Remaining");
    }

    private static void assertHeaders(TestGateway.Answer answer) {
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("100");
        assertThat(Integer.parseInt(answer.header("X-RateLimit-Remaining"))).isBetween(0, 99);
        assertThat(Integer.parseInt(answer.header("X-RateLimit-Reset"))).isBetween(1, 60);
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = IntStream.range(0, times)
                    .mapToObj(each -> executor.submit(call))
                    .toList();
            var answers = new java.util.ArrayList<T>();
            for (Future<T> each : running) {
                answers.add(each.get());
            }
            return answers;
        }
    }
}
