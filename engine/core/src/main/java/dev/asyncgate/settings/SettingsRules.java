package dev.asyncgate.settings;

import dev.asyncgate.settings.Settings.Environment;
import dev.asyncgate.settings.Settings.Escalation;
import dev.asyncgate.settings.Settings.Gateway;
import dev.asyncgate.settings.Settings.ReceiptMode;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold between settings that are each allowed by themselves. */
final class SettingsRules {

    private static final Pattern GENERIC_INSTANCE = Pattern.compile(
            "(asyncgate|gateway|instance|default|localhost|local|unknown|none|test|app|server)([-_][0-9]{0,3})?",
            Pattern.CASE_INSENSITIVE);

    private final Settings settings;
    private final Set<String> refused;
    private final List<String> problems = new ArrayList<>();

    /** @param refused keys whose text was refused already: what stands in for them breaks no rule */
    SettingsRules(Settings settings, Set<String> refused) {
        this.settings = settings;
        this.refused = refused;
    }

    List<String> problems() {
        ordered("DEFAULT_LEASE_TTL_SECONDS", "MAX_LEASE_TTL_SECONDS");
        ordered("DEFAULT_LEASE_TTL_SECONDS", "MAX_LEASE_LIFETIME_SECONDS");
        ordered("DEFAULT_RETRY_BACKOFF_SECONDS", "MAX_RETRY_BACKOFF_SECONDS");
        ordered("DEFAULT_LIST_LIMIT", "MAX_LIST_LIMIT");
        outsideDevelopment();
        insecureGate();
        escalation();
        receiptGate();
        return problems;
    }

    private void require(boolean holds, String problem, String... keys) {
        if (!holds && Set.of(keys).stream().noneMatch(refused::contains)) {
            problems.add(problem);
        }
    }

    private SettingEntry entry(String key) {
        return settings.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private String named(String key) {
        SettingEntry entry = entry(key);
        return "%s%s is %s (%s)".formatted(SettingKey.PREFIX, key, entry.value(), entry.origin());
    }

    /** Both are whole numbers of the same unit, if neither was refused. */
    private void ordered(String lower, String upper) {
        if (refused.contains(lower) || refused.contains(upper)) {
            return;
        }
        int low = Integer.parseInt(entry(lower).value());
        int high = Integer.parseInt(entry(upper).value());
        require(low <= high, "%s, more than %s; allowed: at most that.".formatted(named(lower), named(upper)));
    }

    private void outsideDevelopment() {
        if (settings.environment() == Environment.DEVELOPMENT) {
            return;
        }
        String environment = settings.environment().name().toLowerCase(Locale.ROOT);
        require(
                !GENERIC_INSTANCE.matcher(settings.instanceId()).matches(),
                "%s, which many others could be called; in %s give this instance a name of its own."
                        .formatted(named("INSTANCE_ID"), environment),
                "ENV",
                "INSTANCE_ID");
    }

    private void insecureGate() {
        Gateway gateway = settings.gateway();
        boolean open = settings.environment() == Environment.DEVELOPMENT
                && gateway.allowInsecureDev()
                && gateway.apiKey() == null;
        require(
                !open || isLoopback(gateway.host()),
                "%s, and ALLOW_INSECURE_DEV opens a gate on loopback only; allowed: 127.0.0.1, ::1, localhost, or an"
                                .formatted(named("HOST"))
                        + " API_KEY.",
                "ENV",
                "HOST",
                "API_KEY",
                "ALLOW_INSECURE_DEV");
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equalsIgnoreCase("localhost")
                    || InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private void escalation() {
        Escalation escalation = settings.escalation();
        boolean hasTarget =
                escalation.targets().stream().anyMatch(target -> target.targetClass() == escalation.leaseExpiryClass());
        require(
                !escalation.enabled() || hasTarget,
                "ASYNCGATE_ESCALATION_ENABLED is true, but ESCALATION_TARGETS has no target of the class %d; add one or"
                                .formatted(escalation.leaseExpiryClass())
                        + " change ESCALATION_LEASE_EXPIRY_CLASS.",
                "ESCALATION_ENABLED",
                "ESCALATION_TARGETS",
                "ESCALATION_LEASE_EXPIRY_CLASS");
    }

    private void receiptGate() {
        boolean wanted = settings.receipts().mode() == ReceiptMode.RECEIPTGATE_INTEGRATED;
        for (String key : List.of("RECEIPTGATE_ENDPOINT", "RECEIPTGATE_AUTH_TOKEN", "RECEIPTGATE_TENANT_ID")) {
            require(
                    !wanted || !entry(key).value().equals("none"),
                    "ASYNCGATE_%s is not set, and RECEIPT_MODE receiptgate_integrated needs it; allowed: %s."
                            .formatted(key, entry(key).allowed()),
                    "RECEIPT_MODE",
                    key);
        }
    }
}
