package dev.asyncgate.settings;

import dev.asyncgate.settings.SettingKey.Parser;
import dev.asyncgate.settings.Settings.Environment;
import dev.asyncgate.settings.Settings.EscalationTarget;
import dev.asyncgate.settings.Settings.Locatability;
import dev.asyncgate.settings.Settings.RateLimitBackend;
import dev.asyncgate.settings.Settings.ReceiptMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Every setting, one declaration each, in the order in which people see them. */
final class SettingKeys {

    private static final int DAY = 86_400;
    private static final int MINUTE_MS = 60_000;

    private static final String DATABASES =
            "embedded, postgresql://user:password@host:port/database?parameters, or a JDBC"
                    + " URL that starts with jdbc:postgresql:";
    private static final String NAMES =
            "1 to 255 visible characters; outside development no generic name such as app-1, default or localhost";
    private static final String SCHEMAS = "1 to 63 of a-z, 0-9 and _, no digit and no pg_ first";
    private static final String PROXIES = "none, or addresses and networks with commas between, such as 10.0.0.0/8";
    private static final String ORIGINS = "explicit origins with commas between, scheme://host[:port]";
    private static final String LOCAL_ORIGINS = "http://localhost:3000,http://localhost:8080";
    private static final String TARGETS =
            "a JSON list such as [{\"class\": 1, \"kind\": \"human\", \"id\": \"alice\"}]";
    private static final String KEYS = "any text of at least 20 characters; required outside development";
    private static final String WEB = "an http or https URL without user and password";

    private final List<SettingKey<?>> all = new ArrayList<>();

    final SettingKey<DatabaseUrl> databaseUrl =
            add("DATABASE_URL", "embedded", DatabaseUrlParser::parse, DATABASES, DatabaseUrlParser::shown);
    final SettingKey<String> databaseSchema = add("DATABASE_SCHEMA", "asyncgate", SettingParsers::schema, SCHEMAS);
    final SettingKey<Integer> dbPoolSize = integer("DB_POOL_SIZE", around -> 2 * around.processors() + 2, 1, 1_000);
    final SettingKey<Duration> dbConnectTimeout = millis("DB_CONNECT_TIMEOUT_MS", 5_000, 100, 10 * MINUTE_MS);
    final SettingKey<Duration> dbStatementTimeout = millis("DB_STATEMENT_TIMEOUT_MS", 30_000, 100, 60 * MINUTE_MS);
    final SettingKey<Duration> dbLockTimeout = millis("DB_LOCK_TIMEOUT_MS", 5_000, 100, 60 * MINUTE_MS);
    final SettingKey<Path> dataDir =
            here("DATA_DIR", around -> around.dataDir().toString(), SettingParsers::path, "a folder");
    final SettingKey<Environment> env = constant("ENV", Environment.DEVELOPMENT);
    final SettingKey<String> instanceId =
            here("INSTANCE_ID", Surroundings::instanceId, SettingParsers::instanceId, NAMES);
    final SettingKey<Duration> defaultLeaseTtl = seconds("DEFAULT_LEASE_TTL_SECONDS", 120, 10, DAY);
    final SettingKey<Duration> maxLeaseTtl = seconds("MAX_LEASE_TTL_SECONDS", 1_800, 10, DAY);
    final SettingKey<Integer> maxLeaseRenewals = integer("MAX_LEASE_RENEWALS", 10, 0, 100_000);
    final SettingKey<Duration> maxLeaseLifetime = seconds("MAX_LEASE_LIFETIME_SECONDS", 7_200, 10, 30 * DAY);
    final SettingKey<Boolean> sweepEnabled = bool("SWEEP_ENABLED", true);
    final SettingKey<Duration> leaseSweepInterval = seconds("LEASE_SWEEP_INTERVAL_SECONDS", 5, 1, 3_600);
    final SettingKey<Integer> maxLeaseEndsWithoutOutcome = integer("MAX_LEASE_ENDS_WITHOUT_OUTCOME", 0, 0, 1_000_000);
    final SettingKey<Integer> defaultMaxAttempts = integer("DEFAULT_MAX_ATTEMPTS", 2, 1, 1_000);
    final SettingKey<Duration> defaultRetryBackoff = seconds("DEFAULT_RETRY_BACKOFF_SECONDS", 15, 1, DAY);
    final SettingKey<Duration> maxRetryBackoff = seconds("MAX_RETRY_BACKOFF_SECONDS", 900, 1, 30 * DAY);
    final SettingKey<Integer> defaultListLimit = integer("DEFAULT_LIST_LIMIT", 50, 1, 1_000);
    final SettingKey<Integer> maxListLimit = integer("MAX_LIST_LIMIT", 200, 1, 1_000);
    final SettingKey<Locatability> locatability = constant("LOCATABILITY", Locatability.LENIENT);
    final SettingKey<Boolean> retentionEnabled = bool("RETENTION_ENABLED", false);
    final SettingKey<Duration> receiptRetention = duration("RECEIPT_RETENTION_DAYS", 30, 1, 36_500, ChronoUnit.DAYS);
    final SettingKey<Duration> taskRetention = duration("TASK_RETENTION_DAYS", 7, 1, 36_500, ChronoUnit.DAYS);
    final SettingKey<String> host = add("HOST", "127.0.0.1", SettingParsers::host, "an address or host name");
    final SettingKey<Integer> port = integer("PORT", 8_080, 0, 65_535);
    final SettingKey<List<String>> trustedProxies = add("TRUSTED_PROXIES", "none", SettingParsers::proxies, PROXIES);
    final SettingKey<String> apiKey = secret("API_KEY", 20, KEYS);
    final SettingKey<Boolean> allowInsecureDev = bool("ALLOW_INSECURE_DEV", false);
    final SettingKey<List<URI>> corsAllowedOrigins =
            add("CORS_ALLOWED_ORIGINS", LOCAL_ORIGINS, SettingParsers::origins, ORIGINS, UrlForPeople::list);
    final SettingKey<Boolean> rateLimitEnabled = bool("RATE_LIMIT_ENABLED", true);
    final SettingKey<Integer> rateLimitDefaultCalls = integer("RATE_LIMIT_DEFAULT_CALLS", 100, 1, 1_000_000);
    final SettingKey<Duration> rateLimitDefaultWindow = seconds("RATE_LIMIT_DEFAULT_WINDOW_SECONDS", 60, 1, DAY);
    final SettingKey<RateLimitBackend> rateLimitBackend = constant("RATE_LIMIT_BACKEND", RateLimitBackend.MEMORY);
    final SettingKey<URI> otlpEndpoint = add("OTLP_ENDPOINT", "", SettingParsers::collector, WEB, UrlForPeople::one);
    final SettingKey<Boolean> escalationEnabled = bool("ESCALATION_ENABLED", false);
    final SettingKey<List<EscalationTarget>> escalationTargets =
            add("ESCALATION_TARGETS", "[]", SettingParsers::targets, TARGETS);
    final SettingKey<Integer> escalationLeaseExpiryClass = integer("ESCALATION_LEASE_EXPIRY_CLASS", 1, 0, 1_000_000);
    final SettingKey<ReceiptMode> receiptMode = constant("RECEIPT_MODE", ReceiptMode.STANDALONE);
    final SettingKey<URI> receiptGateEndpoint =
            add("RECEIPTGATE_ENDPOINT", "", SettingParsers::endpoint, WEB, UrlForPeople::one);
    final SettingKey<String> receiptGateAuthToken = secret("RECEIPTGATE_AUTH_TOKEN", 1, "any text");
    final SettingKey<String> receiptGateTenantId =
            add("RECEIPTGATE_TENANT_ID", "", SettingParsers::instanceId, "1 to 255 visible characters");
    final SettingKey<Duration> receiptGateEmissionTimeout =
            millis("RECEIPTGATE_EMISSION_TIMEOUT_MS", 500, 10, 10 * MINUTE_MS);
    final SettingKey<Integer> receiptGateEmissionMaxRetries =
            integer("RECEIPTGATE_EMISSION_MAX_RETRIES", 10, 0, 1_000_000);
    final SettingKey<Boolean> receiptGateCircuitBreakerEnabled = bool("RECEIPTGATE_CIRCUIT_BREAKER_ENABLED", true);

    List<SettingKey<?>> all() {
        return Collections.unmodifiableList(all);
    }

    private <T> SettingKey<T> add(String name, String fallback, Parser<T> parser, String allowed) {
        return add(name, fallback, parser, allowed, Function.identity());
    }

    private <T> SettingKey<T> add(
            String name, String fallback, Parser<T> parser, String allowed, Function<String, String> shown) {
        return add(new SettingKey<>(name, around -> fallback, parser, allowed, shown));
    }

    /** A setting whose default follows from the machine and the platform. */
    private <T> SettingKey<T> here(
            String name, Function<Surroundings, String> fallback, Parser<T> parser, String allowed) {
        return add(new SettingKey<>(name, fallback, parser, allowed, Function.identity()));
    }

    private <T> SettingKey<T> add(SettingKey<T> key) {
        all.add(key);
        return key;
    }

    private SettingKey<Boolean> bool(String name, boolean fallback) {
        return add(name, String.valueOf(fallback), SettingParsers::bool, "true or false");
    }

    private SettingKey<Integer> integer(String name, int fallback, int min, int max) {
        return integer(name, around -> fallback, min, max);
    }

    private SettingKey<Integer> integer(String name, ToIntFunction<Surroundings> fallback, int min, int max) {
        Parser<Integer> parser = text -> SettingParsers.integer(text, min, max);
        return here(name, around -> String.valueOf(fallback.applyAsInt(around)), parser, range(min, max));
    }

    private SettingKey<Duration> seconds(String name, int fallback, int min, int max) {
        return duration(name, fallback, min, max, ChronoUnit.SECONDS);
    }

    private SettingKey<Duration> millis(String name, int fallback, int min, int max) {
        return duration(name, fallback, min, max, ChronoUnit.MILLIS);
    }

    private SettingKey<Duration> duration(String name, int fallback, int min, int max, ChronoUnit unit) {
        Parser<Duration> parser = text -> Duration.of(SettingParsers.integer(text, min, max), unit);
        return add(name, String.valueOf(fallback), parser, range(min, max));
    }

    private static String range(int min, int max) {
        return "a whole number from %d to %d".formatted(min, max);
    }

    private <E extends Enum<E>> SettingKey<E> constant(String name, E fallback) {
        Class<E> type = fallback.getDeclaringClass();
        String allowed = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return add(
                name,
                fallback.name().toLowerCase(Locale.ROOT),
                text -> SettingParsers.constant(type, text),
                "one of " + allowed);
    }

    private SettingKey<String> secret(String name, int min, String allowed) {
        return add(name, "", text -> SettingParsers.secret(text, min), allowed, text -> SettingEntry.MASK);
    }
}
