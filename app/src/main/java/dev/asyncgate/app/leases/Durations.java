package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Durations and instants as the place writes them; instants in UTC. */
final class Durations {

    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = format("HH:mm");
    private static final DateTimeFormatter MICROS = format("HH:mm:ss.SSSSSS");

    private Durations() {}

    /** Such as 0:22, 12:05 or 1:02:03; never below zero. */
    static String countdown(Duration left) {
        long seconds = Math.max(0, Math.round(left.toMillis() / 1000.0));
        long hours = seconds / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** The two largest parts, such as 14m 24s, 3.8 s or 120 ms. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 3600) {
            return seconds < 60 ? seconds + "s" : seconds / 60 + "m " + seconds % 60 + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h " + seconds / 60 % 60 + "m"
                : seconds / 86_400 + "d " + seconds / 3600 % 24 + "h";
    }

    static String second(Instant instant) {
        return SECONDS.format(instant);
    }

    static String micros(Instant instant) {
        return MICROS.format(instant);
    }

    /** As exact as a stretch of this length needs. */
    static String edge(Instant instant, Duration length) {
        return (length.toMinutes() < 10 ? SECONDS : MINUTES).format(instant);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
