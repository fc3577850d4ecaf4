package dev.asyncgate.app.workers;

import dev.asyncgate.lease.SeenWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Whether a worker works. */
enum Standing {
    HOLDING,
    IDLE,
    /** It holds nothing and was not heard of for a while: it may wait for work, or be gone. */
    GONE;

    /** Whoever was not heard of for longer is taken for gone. */
    static final Duration QUIET = Duration.ofMinutes(10);

    static Standing of(SeenWorker worker, Instant now) {
        if (!worker.holds().isEmpty()) {
            return HOLDING;
        }
        return worker.seenAt().isBefore(now.minus(QUIET)) ? GONE : IDLE;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
