package dev.asyncgate.app.receipts;

import dev.asyncgate.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** How ids, instants and durations are written in this place. Instants are in UTC. */
final class Words {

    private static final DateTimeFormatter TIME = formatter("HH:mm:ss");
    private static final DateTimeFormatter MICROS = formatter("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE = formatter("yyyy-MM-dd HH:mm:ss");

    private Words() {}

    /** The last 8 digits: ids made about the same time share their beginning. */
    static String shortId(UUID id) {
        return id.toString().substring(28);
    }

    /** {@code kind:id}; the engine's own components say what they are in their ids. */
    static String principal(Principal principal) {
        return principal.isInternal() ? principal.id() : principal.toString();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String micros(Instant instant) {
        return MICROS.format(instant);
    }

    static String date(Instant instant) {
        return DATE.format(instant);
    }

    /** The two largest units: {@code 1h 31m}, {@code 9m 44s}, {@code 12s}. */
    static String age(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3_600) {
            return pair(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3_600, "h", seconds % 3_600 / 60, "m");
        }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + " " + small + smallUnit;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
