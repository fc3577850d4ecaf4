package dev.asyncgate.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the place writes them. */
final class Durations {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Durations() {}

    /** {@code 0:18}, as a countdown; what is over is {@code 0:00}. */
    static String countdown(Duration left) {
        long seconds = Math.max(0, left.toSeconds());
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    /** {@code 48s}, {@code 3m 12s}, {@code 1h 04m}. */
    static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return "%dm %02ds".formatted(seconds / 60, seconds % 60);
        }
        return "%dh %02dm".formatted(seconds / 3600, seconds / 60 % 60);
    }

    /** {@code 09:13:02}, UTC. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }
}
