package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.task.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Durations and instants as the place writes them; instants in UTC. */
final class Ages {

    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = format("HH:mm");

    private Ages() {}

    /** To the minute where there are any: 4h 12m, 1h 02m, 58m, 42s, 3d 4h; never below zero. */
    static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600 ? seconds / 60 + "m" : longer(seconds);
    }

    /** To the second below an hour: 6m 12s, 48s, 1h 02m; never below zero. */
    static String exact(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        return seconds < 3600 ? two(seconds / 60, "m", seconds % 60, "s") : longer(seconds);
    }

    /** What the task is about to do, or did last. */
    static String now(TaskRow task, Instant now, Texts texts) {
        return switch (task.status()) {
            case QUEUED -> {
                Instant from = task.nextEligibleAt();
                yield from != null && from.isAfter(now)
                        ? texts.text("tasks.now_in", exact(Duration.between(now, from)))
                        : texts.text("tasks.now_ready");
            }
            case LEASED, RUNNING -> {
                Instant end = task.leaseExpiresAt();
                yield end != null && end.isAfter(now)
                        ? texts.text("tasks.now_lease", exact(Duration.between(now, end)))
                        : texts.text("tasks.now_lease_over");
            }
            case SUCCEEDED, FAILED, CANCELED -> {
                Instant end = task.completedAt() == null ? task.updatedAt() : task.completedAt();
                yield texts.text("tasks.now_ago", age(Duration.between(end, now)));
            }
        };
    }

    static String second(Instant instant) {
        return SECONDS.format(instant);
    }

    static String minute(Instant instant) {
        return MINUTES.format(instant);
    }

    private static String longer(long seconds) {
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds / 60 % 60, "m")
                : seconds / 86_400 + "d " + seconds / 3600 % 24 + "h";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return String.format(Locale.ROOT, "%d%s %02d%s", large, largeUnit, small, smallUnit);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
