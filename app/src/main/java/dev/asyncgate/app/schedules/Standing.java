package dev.asyncgate.app.schedules;

import dev.asyncgate.schedule.ScheduleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the schedules of a tenant stand.
 *
 * @param firings the last of all of them, the newest first
 * @param overdue since when the run is due that has waited longest, which no scheduler fires; null when none is
 */
record Standing(
        long active,
        long paused,
        long stale,
        List<ScheduleRun> firings,
        @Nullable Instant overdue) {

    static final int MOST_FIRINGS = 12;

    /** A scheduler that runs fires within this time, and the jitter of the schedule. */
    static final Duration LATE = Duration.ofSeconds(15);

    Standing {
        firings = List.copyOf(firings);
    }

    long total() {
        return active + paused;
    }
}
