package dev.asyncgate.settings;

import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every setting, checked, with where it came from. No secret appears in {@code toString} or in {@link #entries}.
 *
 * @param dataDir the folder of the embedded database, settings and logs; absolute, need not exist yet
 * @param instanceId names this running instance in tasks and receipts
 * @param otlpEndpoint the OpenTelemetry collector that gets traces; null for none
 * @param entries each key in the order of the documentation
 */
public record Settings(
        Environment environment,
        String instanceId,
        Path dataDir,
        Database database,
        Leases leases,
        Retries retries,
        Listing listing,
        Locatability locatability,
        Retention retention,
        Gateway gateway,
        RateLimit rateLimit,
        @Nullable URI otlpEndpoint,
        Escalation escalation,
        Receipts receipts,
        List<SettingEntry> entries) {

    /** How strict the start is: outside development keys and a name of one's own are required. */
    public enum Environment {
        DEVELOPMENT,
        STAGING,
        PRODUCTION
    }

    /** What happens to a completion that names nothing by which the work can be found. */
    public enum Locatability {
        /** It succeeds, but its obligation stays open. */
        LENIENT,
        /** It is refused. */
        STRICT
    }

    /** Where calls are counted. */
    public enum RateLimitBackend {
        MEMORY,
        POSTGRESQL
    }

    /** Whether receipts are also delivered to a ReceiptGate. */
    public enum ReceiptMode {
        STANDALONE,
        RECEIPTGATE_INTEGRATED
    }

    /**
     * The database and how long to wait for it.
     *
     * @param schema the schema that holds everything
     * @param poolSize most connections at once, from 1
     * @param readOnly whether sessions are opened that can change nothing; no key sets it, a program that only looks asks
     *     for it
     */
    public record Database(
            DatabaseUrl url,
            String schema,
            int poolSize,
            Duration connectTimeout,
            Duration statementTimeout,
            Duration lockTimeout,
            boolean readOnly) {

        /** The same database for somebody who only looks. */
        public Database forReading() {
            return new Database(url, schema, poolSize, connectTimeout, statementTimeout, lockTimeout, true);
        }
    }

    /**
     * How long workers may hold tasks.
     *
     * @param maxRenewals 0 = none
     * @param maxEndsWithoutOutcome a task that lost its worker more often is held; 0 = never
     */
    public record Leases(
            Duration defaultTtl,
            Duration maxTtl,
            int maxRenewals,
            Duration maxLifetime,
            boolean sweepEnabled,
            Duration sweepInterval,
            int maxEndsWithoutOutcome) {}

    /** What a task gets that does not say otherwise, and the longest backoff of any. */
    public record Retries(int defaultMaxAttempts, Duration defaultBackoff, Duration maxBackoff) {}

    /** Rows of one page. */
    public record Listing(int defaultLimit, int maxLimit) {}

    /** How long what has ended is kept in the database before it is archived and pruned. */
    public record Retention(boolean enabled, Duration receipts, Duration tasks) {}

    /**
     * The way in for programs.
     *
     * @param trustedProxies addresses or networks whose forwarding headers are believed
     * @param apiKey null when none is set
     * @param corsAllowedOrigins each scheme://host[:port]
     */
    public record Gateway(
            String host,
            int port,
            List<String> trustedProxies,
            @Nullable String apiKey,
            boolean allowInsecureDev,
            List<URI> corsAllowedOrigins) {

        /**
         * An origin that somebody names, as browsers send it.
         *
         * @throws GateException INVALID_REQUEST that says what is allowed
         */
        public static URI origin(String text) {
            try {
                return SettingParsers.origin(text);
            } catch (SettingKey.Refused e) {
                String why = e.getMessage().isEmpty() ? "" : ", which is refused: " + e.getMessage();
                throw GateException.invalid(
                        "origin",
                        "origin is \"%s\"%s; allowed is scheme://host[:port] with the scheme http or https."
                                .formatted(UrlForPeople.one(text), why));
            }
        }

        /** All but the key. */
        @Override
        public String toString() {
            return "Gateway[host=%s, port=%d, trustedProxies=%s, apiKey=%s, allowInsecureDev=%s, corsAllowedOrigins=%s]"
                    .formatted(
                            host,
                            port,
                            trustedProxies,
                            apiKey == null ? "none" : SettingEntry.MASK,
                            allowInsecureDev,
                            corsAllowedOrigins);
        }
    }

    /** How many calls each caller has in a window of time. */
    public record RateLimit(boolean enabled, int defaultCalls, Duration defaultWindow, RateLimitBackend backend) {}

    /**
     * Who is told when leases expire.
     *
     * @param leaseExpiryClass the first target of this class is told
     */
    public record Escalation(boolean enabled, List<EscalationTarget> targets, int leaseExpiryClass) {}

    /** Somebody to escalate to. */
    public record EscalationTarget(int targetClass, Principal principal) {}

    /**
     * Where receipts go besides the ledger.
     *
     * @param receiptGate null in mode standalone
     */
    public record Receipts(ReceiptMode mode, @Nullable ReceiptGate receiptGate) {}

    /** A ReceiptGate and how to deliver to it. */
    public record ReceiptGate(
            URI endpoint,
            String authToken,
            String tenantId,
            Duration emissionTimeout,
            int emissionMaxRetries,
            boolean circuitBreakerEnabled) {

        /** The endpoint without what only AsyncGate should know: a token may stand in its parameters. */
        public String shownEndpoint() {
            return UrlForPeople.one(endpoint.toString());
        }

        /** Where and for whom; no token. */
        @Override
        public String toString() {
            return "ReceiptGate[endpoint=%s, tenantId=%s]".formatted(shownEndpoint(), tenantId);
        }
    }

    /**
     * Reads the settings: what the command line says beats the environment, that beats the file, that beats the default.
     *
     * @param environment the process's variables; those that start with {@code ASYNCGATE_} are settings
     * @param file a {@code .properties} file of AsyncGate's own, where the prefix may be left out, or an environment
     *     file shared with other programs, of which only prefixed names are read; null for none
     * @param commandLine values given for this start, by key
     * @throws GateException INVALID_REQUEST naming every problem, one a line, without secrets
     */
    public static Settings read(Map<String, String> environment, @Nullable Path file, Map<String, String> commandLine) {
        List<SettingsSource> sources = new ArrayList<>();
        sources.add(new SettingsSource(new Origin.CommandLine(), commandLine));
        sources.add(SettingsSource.environment(environment));
        if (file != null) {
            sources.add(SettingsSource.file(file));
        }
        return read(environment, sources);
    }

    /**
     * As above, from any sources.
     *
     * @param environment from which the platform is recognised; no settings are read from it
     * @param sources the strongest first
     */
    public static Settings read(Map<String, String> environment, List<SettingsSource> sources) {
        return new SettingsReader(new Surroundings(environment), sources).read();
    }

    /** The same settings on another database. */
    public Settings on(Database other) {
        return new Settings(
                environment,
                instanceId,
                dataDir,
                other,
                leases,
                retries,
                listing,
                locatability,
                retention,
                gateway,
                rateLimit,
                otlpEndpoint,
                escalation,
                receipts,
                entries);
    }

    /**
     * Where the value of a key came from.
     *
     * @param key with or without the prefix {@code ASYNCGATE_}
     * @throws IllegalArgumentException when there is no such key
     */
    public Origin origin(String key) {
        return entries.stream()
                .filter(entry -> entry.key().equals(SettingsSource.withoutPrefix(key)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " is no setting"))
                .origin();
    }
}
