package dev.asyncgate.settings;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.SettingKey.Refused;
import dev.asyncgate.settings.Settings.Environment;
import dev.asyncgate.settings.Settings.ReceiptMode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the settings once: finds each text, makes it a value, and gathers whatever is wrong before it says so. */
final class SettingsReader {

    private final SettingKeys keys;
    private final List<SettingsSource> sources;
    private final Map<SettingKey<?>, String> fallbacks = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    SettingsReader(Surroundings surroundings, List<SettingsSource> sources) {
        this.keys = new SettingKeys();
        this.sources = sources;
        keys.all().forEach(key -> fallbacks.put(key, key.fallback().apply(surroundings)));
    }

    Settings read() {
        refuseUnknownNames();
        Settings settings = settings();
        refuseBlankInstanceId(settings.environment());
        problems.addAll(new SettingsRules(settings, refused).problems());
        if (!problems.isEmpty()) {
            throw new GateException(ErrorCode.INVALID_REQUEST, String.join("\n", problems));
        }
        return settings;
    }

    private void refuseUnknownNames() {
        List<String> known = keys.all().stream().map(SettingKey::name).toList();
        for (SettingsSource source : sources) {
            source.values().keySet().stream()
                    .sorted()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> {
                        String nearest = NearestName.of(name, known);
                        problems.add("%s%s (%s) is no setting; did you mean %s%s?"
                                .formatted(SettingKey.PREFIX, name, source.origin(), SettingKey.PREFIX, nearest));
                    });
        }
    }

    /** Elsewhere blank means not set; here it means that somebody meant to set a name and failed. */
    private void refuseBlankInstanceId(Environment environment) {
        boolean blank =
                sources.stream().anyMatch(source -> "".equals(source.values().get(keys.instanceId.name())));
        if (blank
                && environment != Environment.DEVELOPMENT
                && text(keys.instanceId).origin() instanceof Origin.Default) {
            problems.add("ASYNCGATE_INSTANCE_ID is empty; allowed: %s.".formatted(keys.instanceId.allowed()));
        }
    }

    private Settings settings() {
        Environment environment = get(keys.env);
        return new Settings(
                environment,
                get(keys.instanceId),
                get(keys.dataDir),
                database(),
                leases(),
                new Settings.Retries(
                        get(keys.defaultMaxAttempts), get(keys.defaultRetryBackoff), get(keys.maxRetryBackoff)),
                new Settings.Listing(get(keys.defaultListLimit), get(keys.maxListLimit)),
                get(keys.locatability),
                new Settings.Retention(get(keys.retentionEnabled), get(keys.receiptRetention), get(keys.taskRetention)),
                gateway(),
                rateLimit(environment),
                find(keys.otlpEndpoint),
                new Settings.Escalation(
                        get(keys.escalationEnabled), get(keys.escalationTargets), get(keys.escalationLeaseExpiryClass)),
                receipts(),
                keys.all().stream().map(this::entry).toList());
    }

    private Settings.Database database() {
        return new Settings.Database(
                get(keys.databaseUrl),
                get(keys.databaseSchema),
                get(keys.dbPoolSize),
                get(keys.dbConnectTimeout),
                get(keys.dbStatementTimeout),
                get(keys.dbLockTimeout),
                false);
    }

    private Settings.Leases leases() {
        return new Settings.Leases(
                get(keys.defaultLeaseTtl),
                get(keys.maxLeaseTtl),
                get(keys.maxLeaseRenewals),
                get(keys.maxLeaseLifetime),
                get(keys.sweepEnabled),
                get(keys.leaseSweepInterval),
                get(keys.maxLeaseEndsWithoutOutcome));
    }

    private Settings.Gateway gateway() {
        return new Settings.Gateway(
                get(keys.host),
                get(keys.port),
                get(keys.trustedProxies),
                find(keys.apiKey),
                get(keys.allowInsecureDev),
                get(keys.corsAllowedOrigins));
    }

    /** Outside development the limit holds whatever was set. */
    private Settings.RateLimit rateLimit(Environment environment) {
        boolean enabled = get(keys.rateLimitEnabled) || environment != Environment.DEVELOPMENT;
        return new Settings.RateLimit(
                enabled, get(keys.rateLimitDefaultCalls), get(keys.rateLimitDefaultWindow), get(keys.rateLimitBackend));
    }

    private Settings.Receipts receipts() {
        URI endpoint = find(keys.receiptGateEndpoint);
        String authToken = find(keys.receiptGateAuthToken);
        String tenantId = find(keys.receiptGateTenantId);
        Duration timeout = get(keys.receiptGateEmissionTimeout);
        int maxRetries = get(keys.receiptGateEmissionMaxRetries);
        boolean circuitBreaker = get(keys.receiptGateCircuitBreakerEnabled);
        ReceiptMode mode = get(keys.receiptMode);
        if (mode == ReceiptMode.STANDALONE || endpoint == null || authToken == null || tenantId == null) {
            return new Settings.Receipts(mode, null);
        }
        return new Settings.Receipts(
                mode, new Settings.ReceiptGate(endpoint, authToken, tenantId, timeout, maxRetries, circuitBreaker));
    }

    private SettingEntry entry(SettingKey<?> key) {
        Found found = text(key);
        return new SettingEntry(key.name(), key.show(found.text()), found.origin(), key.allowed());
    }

    private String fallback(SettingKey<?> key) {
        return Objects.requireNonNull(fallbacks.get(key));
    }

    private record Found(String text, Origin origin) {}

    private Found text(SettingKey<?> key) {
        for (SettingsSource source : sources) {
            String text = source.values().getOrDefault(key.name(), "");
            if (!text.isEmpty()) {
                return new Found(text, source.origin());
            }
        }
        return new Found(fallback(key), new Origin.Default());
    }

    /** The value of a key that always has one; of a refused text the default, so that reading goes on. */
    private <T> T get(SettingKey<T> key) {
        T value = find(key);
        return value == null ? key.parser().parse(fallback(key)) : value;
    }

    /** The value; null when none is set or the text is refused. */
    private <T> @Nullable T find(SettingKey<T> key) {
        Found found = text(key);
        if (found.text().isEmpty()) {
            return null;
        }
        try {
            return key.parser().parse(found.text());
        } catch (Refused refusal) {
            String why = refusal.getMessage().isEmpty() ? "" : "; " + refusal.getMessage();
            problems.add("%s%s is \"%s\" (%s)%s; allowed: %s."
                    .formatted(
                            SettingKey.PREFIX, key.name(), key.show(found.text()), found.origin(), why, key.allowed()));
            refused.add(key.name());
            return null;
        }
    }
}
