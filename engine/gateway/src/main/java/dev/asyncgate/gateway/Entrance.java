package dev.asyncgate.gateway;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.settings.Settings.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How callers come in, as the settings say. */
public enum Entrance {
    /** With a key: the configured one, or one that was made. */
    KEYED,
    /** With a key that was made; as long as there is none, public calls alone are answered. */
    MADE_KEYS,
    /** An open development gate: a call without a key is taken as an admin's. */
    OPEN;

    /**
     * The entrance of a gateway with these settings.
     *
     * @throws GateException INVALID_REQUEST when there may be no gateway with these settings
     */
    public static Entrance of(Settings settings) {
        Settings.Gateway gateway = settings.gateway();
        if (settings.environment() != Environment.DEVELOPMENT) {
            requireClosed(settings.environment(), gateway);
        }
        if (gateway.apiKey() != null) {
            return KEYED;
        }
        return gateway.allowInsecureDev() ? OPEN : MADE_KEYS;
    }

    /** In a few words, for whoever starts it. */
    public String words() {
        return switch (this) {
            case KEYED, MADE_KEYS -> "every call takes a key, but health and the documents";
            case OPEN -> "OPEN: no call takes a key";
        };
    }

    /** What whoever starts it should know besides. */
    public List<String> notices(Settings settings) {
        List<String> notices = new ArrayList<>();
        if (this == OPEN) {
            notices.add(
                    "WARNING: AN OPEN DEVELOPMENT GATE. Whoever reaches it from this machine acts as an admin, without a"
                            + " key. Nothing that matters belongs here; set ASYNCGATE_API_KEY to close it.");
        }
        if (this == KEYED && settings.gateway().allowInsecureDev()) {
            notices.add(
                    "ASYNCGATE_ALLOW_INSECURE_DEV is without effect: ASYNCGATE_API_KEY is set, so every call takes a key.");
        }
        if (this == MADE_KEYS) {
            notices.add(
                    "There is no ASYNCGATE_API_KEY: until a key exists, public calls alone are answered. Make the first"
                            + " with: asyncgate key create --role admin --name NAME");
        }
        if (settings.rateLimit().enabled() && isOff(settings, "RATE_LIMIT_ENABLED")) {
            notices.add(
                    "ASYNCGATE_RATE_LIMIT_ENABLED is without effect: outside development calls are always limited.");
        }
        return notices;
    }

    private static boolean isOff(Settings settings, String key) {
        return settings.entries().stream()
                .anyMatch(entry -> entry.key().equals(key)
                        && Set.of("false", "0", "no", "off")
                                .contains(entry.value().toLowerCase(Locale.ROOT)));
    }

    private static void requireClosed(Environment environment, Settings.Gateway gateway) {
        String name = environment.name().toLowerCase(Locale.ROOT);
        if (gateway.allowInsecureDev()) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "ASYNCGATE_ALLOW_INSECURE_DEV is true, and in %s no gateway is open; remove it.".formatted(name));
        }
        if (gateway.apiKey() == null) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "ASYNCGATE_API_KEY is not set, and in %s a gateway needs it; allowed: any text of at least 20 characters."
                            .formatted(name));
        }
    }
}
