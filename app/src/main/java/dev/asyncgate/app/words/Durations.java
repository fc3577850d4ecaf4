package dev.asyncgate.app.words;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them; never below zero. */
public final class Durations {

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Durations() {}

    /** Such as 0:22, 12:05 or 1:02:03, to the nearest second. */
    public static String countdown(Duration left) {
        long seconds = Math.max(0, Math.round(left.toMillis() / 1000.0));
        return seconds >= HOUR
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** The two largest parts: 48s, 6m 12s, 1h 02m, 3d 4h. */
    public static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        return seconds < HOUR ? two(seconds / MINUTE, "m", seconds % 60, "s") : longer(seconds);
    }

    /** As {@link #words}, and with tenths or milliseconds below ten seconds: 3.8 s, 120 ms. */
    public static String precise(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 10_000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0) : words(duration);
    }

    /** As {@link #words}, but to the minute where there are any: 42s, 58m, 4h 12m. */
    public static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < MINUTE || seconds >= HOUR ? words(duration) : seconds / MINUTE + "m";
    }

    private static String longer(long seconds) {
        return seconds < DAY
                ? two(seconds / HOUR, "h", seconds / 60 % 60, "m")
                : seconds / DAY + "d " + seconds / HOUR % 24 + "h";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return String.format(Locale.ROOT, "%d%s %02d%s", large, largeUnit, small, smallUnit);
    }
}
