package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadSettingsStopTheStartTest {

    private static final String KEY = "a key of twenty characters";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORT | eighty | \"eighty\" (environment); allowed: a whole number from 0 to 65535.",
                "PORT | 65536 | allowed: a whole number from 0 to 65535.",
                "DB_POOL_SIZE | 0 | allowed: a whole number from 1 to 1000.",
                "DEFAULT_MAX_ATTEMPTS | 1001 | from 1 to 1000",
                "DEFAULT_LEASE_TTL_SECONDS | 2m | from 10 to 86400",
                "SWEEP_ENABLED | maybe | allowed: true or false.",
                "ENV | prod | allowed: one of development, staging, production.",
                "LOCATABILITY | loose | one of lenient, strict",
                "RATE_LIMIT_BACKEND | redis | one of memory, postgresql",
                "RECEIPT_MODE | both | one of standalone, receiptgate_integrated",
                "DATABASE_SCHEMA | pg_gate | 1 to 63 of a-z",
                "DATABASE_SCHEMA | a\"; drop | 1 to 63 of a-z",
                "HOST | my host | an address or host name",
                "TRUSTED_PROXIES | proxy.example | none, or addresses",
                "TRUSTED_PROXIES | 10.0.0.0/33 | none, or addresses",
                "CORS_ALLOWED_ORIGINS | * | would let every page in",
                "CORS_ALLOWED_ORIGINS | http://a.example,null | would let every page in",
                "CORS_ALLOWED_ORIGINS | http://a.example/ | an origin has no path",
                "CORS_ALLOWED_ORIGINS | http://a.example/app | an origin has no path",
                "CORS_ALLOWED_ORIGINS | a.example | scheme://host[:port]",
                "CORS_ALLOWED_ORIGINS | ftp://a.example | scheme://host[:port]",
                "ESCALATION_TARGETS | {} | a JSON list such as",
                "ESCALATION_TARGETS | [{\"class\":1}] | exactly the members class, kind and id",
                "ESCALATION_TARGETS | [1 | at line 1, column 3: expected ]",
                "ESCALATION_TARGETS | [{\"class\":1,\"kind\":\"robot\",\"id\":\"a\"}] | no kind of principal",
                "RECEIPTGATE_ENDPOINT | receipts.example | an http or https URL",
                "OTLP_ENDPOINT | collector:4318 | an http or https URL",
                "DATABASE_URL | embeded | \"embeded\" (environment); allowed: embedded, postgresql://",
                "DATABASE_URL | mysql://u:p@db:1/gate | \"mysql://db:1/gate\" (environment); allowed: embedded",
                "DATABASE_URL | postgresql://db:99999/gate | embedded, postgresql://",
                "DATABASE_URL | postgresql:///gate?host=/run/pg | a Unix socket cannot be used"
            })
    void theMessageNamesTheSettingWhatWasFoundAndWhatIsAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> read("ASYNCGATE_" + key, value)).isInstanceOfSatisfying(GateException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.getMessage()).startsWith("ASYNCGATE_" + key + " is \"").contains(message);
            assertThat(e.getMessage().lines()).hasSize(1);
        });
    }

    @Test
    void everyProblemIsToldAtOnceOneALine() {
        assertThatThrownBy(() -> read(
                        "ASYNCGATE_PORT",
                        "x",
                        "ASYNCGATE_DATABSE_URL",
                        "y",
                        "ASYNCGATE_MAX_LIST_LIMIT",
                        "10",
                        "ASYNCGATE_ENV",
                        "staging",
                        "ASYNCGATE_API_KEY",
                        "short",
                        "ASYNCGATE_INSTANCE_ID",
                        "app-1"))
                .isInstanceOfSatisfying(
                        GateException.class,
                        e -> assertThat(e.getMessage().lines())
                                .containsExactlyInAnyOrder(
                                        "ASYNCGATE_DATABSE_URL (environment) is no setting; did you mean ASYNCGATE_DATABASE_URL?",
                                        "ASYNCGATE_PORT is \"x\" (environment); allowed: a whole number from 0 to 65535.",
                                        "ASYNCGATE_API_KEY is \"" + SettingEntry.MASK
                                                + "\" (environment); it is too short;"
                                                + " allowed: any text of at least 20 characters; required outside development.",
                                        "ASYNCGATE_DEFAULT_LIST_LIMIT is 50 (default), more than ASYNCGATE_MAX_LIST_LIMIT is 10"
                                                + " (environment); allowed: at most that.",
                                        "ASYNCGATE_INSTANCE_ID is app-1 (environment), which many others could be called;"
                                                + " in staging give this instance a name of its own."));
    }

    @ParameterizedTest
    @CsvSource({
        "ASYNCGATE_LEASE_TTL_SECONDS, MAX_LEASE_TTL_SECONDS",
        "ASYNCGATE_APIKEY, API_KEY",
        "ASYNCGATE_POOL_SIZE, DB_POOL_SIZE",
        "ASYNCGATE_CORS_ORIGINS, CORS_ALLOWED_ORIGINS"
    })
    void aMisspeltNameIsAnsweredWithTheNearest(String name, String nearest) {
        assertThatThrownBy(() -> read(name, "secret-value"))
                .hasMessageContaining("did you mean ASYNCGATE_" + nearest + "?")
                .hasMessageNotContaining("secret-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asyncgate",
                "Gateway",
                "instance-1",
                "default_",
                "LOCALHOST",
                "local-",
                "unknown",
                "none",
                "test_007",
                "app-1",
                "server-999",
                ""
            })
    void genericInstanceNamesAreRefusedOutsideDevelopment(String name) {
        assertThatThrownBy(() ->
                        read("ASYNCGATE_ENV", "production", "ASYNCGATE_API_KEY", KEY, "ASYNCGATE_INSTANCE_ID", name))
                .hasMessageContaining("INSTANCE_ID");
        assertThatCode(() -> read("ASYNCGATE_INSTANCE_ID", name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app-1000", "gate-berlin", "appliance", "test-a1"})
    void otherInstanceNamesAreAccepted(String name) {
        assertThat(read("ASYNCGATE_ENV", "production", "ASYNCGATE_API_KEY", KEY, "ASYNCGATE_INSTANCE_ID", name)
                        .instanceId())
                .isEqualTo(name);
    }

    @Test
    void outsideDevelopmentTheRateLimitHoldsAndAConsoleNeedsNoKey() {
        assertThatCode(() -> read("ASYNCGATE_ENV", "production")).doesNotThrowAnyException();
        Settings settings =
                read("ASYNCGATE_ENV", "staging", "ASYNCGATE_API_KEY", KEY, "ASYNCGATE_RATE_LIMIT_ENABLED", "false");
        assertThat(settings.rateLimit().enabled()).isTrue();
        assertThat(read("ASYNCGATE_RATE_LIMIT_ENABLED", "false").rateLimit().enabled())
                .isFalse();
    }

    @Test
    void leaseTimesAndBackoffsKeepTheirOrder() {
        assertThatThrownBy(() -> read("ASYNCGATE_DEFAULT_LEASE_TTL_SECONDS", "1801"))
                .hasMessageContaining("more than ASYNCGATE_MAX_LEASE_TTL_SECONDS is 1800 (default)");
        assertThatThrownBy(() -> read("ASYNCGATE_MAX_LEASE_LIFETIME_SECONDS", "119"))
                .hasMessageContaining("DEFAULT_LEASE_TTL_SECONDS");
        assertThatThrownBy(() -> read("ASYNCGATE_MAX_RETRY_BACKOFF_SECONDS", "14"))
                .hasMessageContaining("DEFAULT_RETRY_BACKOFF_SECONDS");
    }

    @Test
    void anOpenGateStaysOnLoopback() {
        assertThatThrownBy(() -> read("ASYNCGATE_ALLOW_INSECURE_DEV", "true", "ASYNCGATE_HOST", "0.0.0.0"))
                .hasMessageContaining("on loopback only");
        assertThatCode(() -> read("ASYNCGATE_ALLOW_INSECURE_DEV", "true", "ASYNCGATE_HOST", "::1"))
                .doesNotThrowAnyException();
        assertThatCode(() -> read(
                        "ASYNCGATE_ALLOW_INSECURE_DEV", "true", "ASYNCGATE_HOST", "0.0.0.0", "ASYNCGATE_API_KEY", KEY))
                .doesNotThrowAnyException();
    }

    @Test
    void escalationAndDeliveryNeedSomewhereToGo() {
        assertThatThrownBy(() -> read("ASYNCGATE_ESCALATION_ENABLED", "true")).hasMessageContaining("class 1");
        assertThatThrownBy(() -> read("ASYNCGATE_RECEIPT_MODE", "receiptgate_integrated"))
                .isInstanceOfSatisfying(
                        GateException.class,
                        e -> assertThat(e.getMessage().lines()).hasSize(3));

        Settings settings = read(
                "ASYNCGATE_ESCALATION_ENABLED", "true",
                "ASYNCGATE_ESCALATION_TARGETS", "[{\"class\": 1, \"kind\": \"human\", \"id\": \"alice\"}]",
                "ASYNCGATE_RECEIPT_MODE", "receiptgate_integrated",
                "ASYNCGATE_RECEIPTGATE_ENDPOINT", "https://receipts.example/mcp",
                "ASYNCGATE_RECEIPTGATE_AUTH_TOKEN", "t0ken",
                "ASYNCGATE_RECEIPTGATE_TENANT_ID", "acme");
        assertThat(settings.escalation().targets().getFirst().principal()).hasToString("human:alice");
        assertThat(settings.receipts().receiptGate()).isNotNull();
    }

    @Test
    void originsAreKeptAsBrowsersSendThem() {
        Settings settings = read("ASYNCGATE_CORS_ALLOWED_ORIGINS", "HTTPS://App.Example:443, http://[::1]:3000");

        assertThat(settings.gateway().corsAllowedOrigins())
                .containsExactly(URI.create("https://app.example"), URI.create("http://[::1]:3000"));
        assertThat(read("ASYNCGATE_CORS_ALLOWED_ORIGINS", "[\"http://a.example\"]")
                        .gateway()
                        .corsAllowedOrigins())
                .containsExactly(URI.create("http://a.example"));
    }

    @Test
    void anOriginThatIsNamedLaterIsReadAlike() {
        assertThat(Settings.Gateway.origin("HTTPS://App.Example:443")).isEqualTo(URI.create("https://app.example"));
        assertThatThrownBy(() -> Settings.Gateway.origin("*"))
                .hasMessage("origin is \"*\", which is refused: \"*\" would let every page in; allowed is"
                        + " scheme://host[:port] with the scheme http or https.");
        assertThatThrownBy(() -> Settings.Gateway.origin("https://gate:hunter2@a.example"))
                .hasMessageContaining("an origin has no user")
                .hasMessageNotContaining("hunter2");
    }

    private static Settings read(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.read(environment, null, Map.of());
    }
}
