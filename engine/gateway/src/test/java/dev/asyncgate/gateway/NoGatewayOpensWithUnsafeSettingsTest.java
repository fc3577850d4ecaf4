package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not be is refused at the start, in one line that says what to do. */
class NoGatewayOpensWithUnsafeSettingsTest {

    private static final String KEY = "a key of more than 20 characters";
    private static final Map<String, String> PRODUCTION = Map.of("ENV", "production", "INSTANCE_ID", "gate-eu-1");

    @Test
    void outsideDevelopmentThereIsAKey() {
        assertRefused(PRODUCTION, "ASYNCGATE_API_KEY");
    }

    @Test
    void outsideDevelopmentNothingIsOpen() {
        assertRefused(with(PRODUCTION, "ALLOW_INSECURE_DEV", "true"), "ALLOW_INSECURE_DEV");
        assertRefused(with(with(PRODUCTION, "ALLOW_INSECURE_DEV", "true"), "API_KEY", KEY), "ALLOW_INSECURE_DEV");
    }

    @Test
    void anOpenGateListensOnLoopbackAlone() {
        assertRefused(Map.of("ALLOW_INSECURE_DEV", "true", "HOST", "0.0.0.0"), "loopback");
    }

    @Test
    void badValuesAreNamed() {
        assertRefused(with(with(PRODUCTION, "INSTANCE_ID", "gateway-01"), "API_KEY", KEY), "INSTANCE_ID");
        assertRefused(Map.of("API_KEY", "short"), "API_KEY", "20");
        assertRefused(Map.of("CORS_ALLOWED_ORIGINS", "*"), "CORS_ALLOWED_ORIGINS");
        assertRefused(Map.of("CORS_ALLOWED_ORIGINS", "null"), "CORS_ALLOWED_ORIGINS");
        assertRefused(Map.of("CORS_ALLOWED_ORIGINS", "https://a.example/path"), "CORS_ALLOWED_ORIGINS");
    }

    @Test
    void whatIsWithoutEffectIsSaid() {
        Settings both = TestGate.settings(Map.of("API_KEY", KEY, "ALLOW_INSECURE_DEV", "true"));
        assertThat(Entrance.of(both)).isEqualTo(Entrance.KEYED);
        assertThat(Entrance.KEYED.notices(both))
                .singleElement()
                .asString()
                .contains("ALLOW_INSECURE_DEV is without effect");
        Settings unlimited = TestGate.settings(with(with(PRODUCTION, "API_KEY", KEY), "RATE_LIMIT_ENABLED", "false"));
        assertThat(unlimited.rateLimit().enabled()).isTrue();
        assertThat(Entrance.of(unlimited).notices(unlimited))
                .singleElement()
                .asString()
                .contains("RATE_LIMIT_ENABLED is without effect");
    }

    @Test
    void withoutAKeyInDevelopmentPublicCallsAloneAreAnswered() {
        try (TestGateway gateway = TestGateway.with(Map.of())) {
            assertThat(gateway.gateway.entrance()).isEqualTo(Entrance.MADE_KEYS);
            assertThat(gateway.send(gateway.bare("/v1/health")).status()).isEqualTo(200);
            assertThat(gateway.send(gateway.bare("/v1/config")).status()).isEqualTo(401);
        }
    }

    @Test
    void anAddressThatCannotBeHadIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestGate gate = TestGate.with(
                        Map.of("ALLOW_INSECURE_DEV", "true", "PORT", Integer.toString(taken.getLocalPort())))) {
            assertThatThrownBy(() -> Gateway.open(gate.gate, "test"))
                    .isInstanceOf(GateException.class)
                    .hasMessageContaining(":" + taken.getLocalPort())
                    .hasMessageContaining("in use")
                    .hasMessageNotContaining("Exception");
        }
        for (String host : new String[] {"192.0.2.1", "no-such-host.invalid"}) {
            try (TestGate gate = TestGate.with(Map.of("API_KEY", KEY, "HOST", host, "PORT", "0"))) {
                assertThatThrownBy(() -> Gateway.open(gate.gate, "test"))
                        .isInstanceOf(GateException.class)
                        .hasMessageContaining(host)
                        .hasMessageNotContaining("Exception")
                        .hasMessageNotContaining("\n");
            }
        }
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var all = new java.util.HashMap<>(settings);
        all.put(key, value);
        return all;
    }

    private static void assertRefused(Map<String, String> settings, String... named) {
        assertThatThrownBy(() -> Entrance.of(TestGate.settings(settings)))
                .isInstanceOf(GateException.class)
                .hasMessageContainingAll(named)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("short\"");
    }
}
