package dev.asyncgate.access;

import dev.asyncgate.json.Limits;
import dev.asyncgate.settings.Settings;
import java.time.Duration;

/**
 * So many calls in a window of time, which begins with the first of them.
 *
 * @param calls 1 to 1,000,000
 * @param window 1 s to 24 h in whole seconds
 */
public record CallLimit(int calls, Duration window) {

    /**
     * Checks both.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST
     */
    public CallLimit {
        Limits.requireRange("calls", calls, 1, 1_000_000);
        Limits.optionalSeconds("window_seconds", window, 1, 86_400);
    }

    /** What holds for whoever has no limit of its own. */
    public static CallLimit standard(Settings settings) {
        return new CallLimit(
                settings.rateLimit().defaultCalls(), settings.rateLimit().defaultWindow());
    }

    int windowSeconds() {
        return Math.toIntExact(window.toSeconds());
    }
}
