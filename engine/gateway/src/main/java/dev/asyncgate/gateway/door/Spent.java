package dev.asyncgate.gateway.door;

import dev.asyncgate.access.CallCount;
import dev.asyncgate.access.CallLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who has made all calls of a window that is counted in the database. Such a caller is refused from here until the window
 * ends, however often it calls: it keeps no connection from anybody else. Thread-safe.
 */
final class Spent {

    private final InstantSource clock;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    Spent(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(CallLimit limit, Instant endsAt) {}

    /** Where a caller stands that has nothing left; null for one that may have. A limit that was changed begins anew. */
    @Nullable CallCount of(String bucket, CallLimit limit) {
        Window window = windows.get(bucket);
        Instant now = clock.instant();
        return window == null || !window.limit().equals(limit) || !now.isBefore(window.endsAt())
                ? null
                : new CallCount(limit.calls() + 1, limit, Duration.between(now, window.endsAt()));
    }

    /** Remembers a caller that has nothing left. Of too many at once, the next call of those beyond is counted again. */
    void note(String bucket, CallCount count) {
        if (count.allowed()) {
            return;
        }
        Instant now = clock.instant();
        if (windows.size() >= Windows.MOST) {
            windows.values().removeIf(window -> !now.isBefore(window.endsAt()));
        }
        if (windows.size() < Windows.MOST) {
            windows.put(bucket, new Window(count.limit(), now.plus(count.untilReset())));
        }
    }
}
