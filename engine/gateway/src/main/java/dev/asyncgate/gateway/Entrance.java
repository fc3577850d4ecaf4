package dev.asyncgate.gateway;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import dev.asyncgate.settings.Settings.Environment;
import java.util.Locale;

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
