package dev.asyncgate.gateway.door;

import dev.asyncgate.access.CallCount;
import dev.asyncgate.access.CallLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts calls in the memory of this process. A window starts with its first call and refills at its end, all at once.
 * Never more than {@value #MOST} windows: callers beyond share one, so that inventing addresses neither fills the memory
 * nor empties anybody's window. Thread-safe.
 */
final class Windows {

    static final int MOST = 100_000;

    private static final String OTHERS = "others";

    private final InstantSource clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    Windows(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(Instant endsAt, int calls) {}

    /** Counts one call. */
    CallCount count(String bucket, CallLimit limit) {
        Instant now = clock.instant();
        String key = windows.containsKey(bucket) || windows.size() < MOST || dropEnded(now) ? bucket : OTHERS;
        Window window = windows.merge(
                key,
                new Window(now.plus(limit.window()), 1),
                (old, fresh) ->
                        now.isBefore(old.endsAt()) ? new Window(old.endsAt(), Math.addExact(old.calls(), 1)) : fresh);
        return new CallCount(window.calls(), limit, Duration.between(now, window.endsAt()));
    }

    private boolean dropEnded(Instant now) {
        windows.values().removeIf(window -> !now.isBefore(window.endsAt()));
        return windows.size() < MOST;
    }
}
