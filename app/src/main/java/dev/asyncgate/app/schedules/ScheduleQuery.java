package dev.asyncgate.app.schedules;

import java.time.Instant;

/** Which schedules are listed. */
enum ScheduleQuery {
    ALL,
    ACTIVE,
    PAUSED,
    /** Those that nobody fires. */
    STALE;

    boolean lets(Line line, Instant now) {
        return switch (this) {
            case ALL -> true;
            case ACTIVE -> line.isActive();
            case PAUSED -> !line.isActive();
            case STALE -> line.isStale(now);
        };
    }
}
