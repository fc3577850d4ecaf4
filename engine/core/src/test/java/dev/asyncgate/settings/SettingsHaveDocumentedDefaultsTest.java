package dev.asyncgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsHaveDocumentedDefaultsTest {

    private static final Settings DEFAULTS = Settings.read(Map.of(), null, Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DATABASE_URL | embedded",
                "DATABASE_SCHEMA | asyncgate",
                "DB_CONNECT_TIMEOUT_MS | 5000",
                "DB_STATEMENT_TIMEOUT_MS | 30000",
                "DB_LOCK_TIMEOUT_MS | 5000",
                "ENV | development",
                "DEFAULT_LEASE_TTL_SECONDS | 120",
                "MAX_LEASE_TTL_SECONDS | 1800",
                "MAX_LEASE_RENEWALS | 10",
                "MAX_LEASE_LIFETIME_SECONDS | 7200",
                "SWEEP_ENABLED | true",
                "LEASE_SWEEP_INTERVAL_SECONDS | 5",
                "MAX_LEASE_ENDS_WITHOUT_OUTCOME | 0",
                "DEFAULT_MAX_ATTEMPTS | 2",
                "DEFAULT_RETRY_BACKOFF_SECONDS | 15",
                "MAX_RETRY_BACKOFF_SECONDS | 900",
                "DEFAULT_LIST_LIMIT | 50",
                "MAX_LIST_LIMIT | 200",
                "LOCATABILITY | lenient",
                "RETENTION_ENABLED | false",
                "RECEIPT_RETENTION_DAYS | 30",
                "TASK_RETENTION_DAYS | 7",
                "HOST | 127.0.0.1",
                "PORT | 8080",
                "TRUSTED_PROXIES | none",
                "API_KEY | none",
                "ALLOW_INSECURE_DEV | false",
                "CORS_ALLOWED_ORIGINS | http://localhost:3000,http://localhost:8080",
                "RATE_LIMIT_ENABLED | true",
                "RATE_LIMIT_DEFAULT_CALLS | 100",
                "RATE_LIMIT_DEFAULT_WINDOW_SECONDS | 60",
                "RATE_LIMIT_BACKEND | memory",
                "OTLP_ENDPOINT | none",
                "ESCALATION_ENABLED | false",
                "ESCALATION_TARGETS | []",
                "ESCALATION_LEASE_EXPIRY_CLASS | 1",
                "RECEIPT_MODE | standalone",
                "RECEIPTGATE_ENDPOINT | none",
                "RECEIPTGATE_AUTH_TOKEN | none",
                "RECEIPTGATE_TENANT_ID | none",
                "RECEIPTGATE_EMISSION_TIMEOUT_MS | 500",
                "RECEIPTGATE_EMISSION_MAX_RETRIES | 10",
                "RECEIPTGATE_CIRCUIT_BREAKER_ENABLED | true"
            })
    void eachKeyHasItsDefault(String key, String value) {
        assertThat(DEFAULTS.entries()).anySatisfy(entry -> {
            assertThat(entry.key()).isEqualTo(key);
            assertThat(entry.value()).isEqualTo(value);
            assertThat(entry.origin()).isEqualTo(new Origin.Default());
            assertThat(entry.allowed()).isNotBlank();
        });
    }

    @Test
    void theTableHasTheseKeysAndThreeThatDependOnTheMachine() {
        assertThat(DEFAULTS.entries())
                .hasSize(43 + 3)
                .extracting(SettingEntry::key)
                .doesNotHaveDuplicates();
        assertThat(DEFAULTS.database().poolSize())
                .isEqualTo(2 * Runtime.getRuntime().availableProcessors() + 2);
        assertThat(DEFAULTS.dataDir()).isAbsolute();
        assertThat(DEFAULTS.instanceId()).matches(".+-[0-9a-f]{8}");
    }

    @Test
    void textsBecomeTypedValues() {
        assertThat(DEFAULTS.leases())
                .isEqualTo(new Settings.Leases(
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(30),
                        10,
                        Duration.ofHours(2),
                        true,
                        Duration.ofSeconds(5),
                        0));
        assertThat(DEFAULTS.retention())
                .isEqualTo(new Settings.Retention(false, Duration.ofDays(30), Duration.ofDays(7)));
        assertThat(DEFAULTS.database().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(DEFAULTS.database().url()).isEqualTo(DatabaseUrl.EMBEDDED);
        assertThat(DEFAULTS.gateway().trustedProxies()).isEqualTo(List.of());
        assertThat(DEFAULTS.gateway().apiKey()).isNull();
        assertThat(DEFAULTS.receipts().receiptGate()).isNull();
    }
}
