package dev.asyncgate.app.words;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Instants as they stand in tables and canvases: in the one zone that was chosen for the whole program, which is UTC until
 * somebody chooses another.
 */
public final class Instants {

    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter MILLIS = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter MICROS = format("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE = format("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter WHOLE = format("yyyy-MM-dd HH:mm:ss.SSSSSS xxx");

    /** A switch for the whole program, thrown by the settings alone. */
    private static volatile Manner manner = Manner.of(ZoneOffset.UTC);

    private Instants() {}

    /**
     * How instants are said.
     *
     * @param ago makes an age the words for an instant that long ago; null where instants are said by the clock
     */
    public record Manner(ZoneId zone, @Nullable UnaryOperator<String> ago, Clock clock) {

        public static Manner of(ZoneId zone) {
            return new Manner(zone, null, Clock.systemUTC());
        }
    }

    /** From now on instants are said so. */
    public static void say(Manner next) {
        manner = next;
    }

    /** Such as 14:24. */
    public static String minute(Instant instant) {
        return say(MINUTE, instant);
    }

    /** Such as 14:24:18. */
    public static String second(Instant instant) {
        return say(SECOND, instant);
    }

    /** Such as 14:24:18.204. */
    public static String millis(Instant instant) {
        return say(MILLIS, instant);
    }

    /** Such as 14:24:18.204117. */
    public static String micros(Instant instant) {
        return say(MICROS, instant);
    }

    /** Such as 2026-11-23 14:24:18. */
    public static String date(Instant instant) {
        return say(DATE, instant);
    }

    /** Such as 14:24:18, and with its date where that is another than today's. */
    public static String near(Instant instant) {
        Manner how = manner;
        LocalDate today = LocalDate.ofInstant(how.clock().instant(), how.zone());
        return LocalDate.ofInstant(instant, how.zone()).equals(today) ? second(instant) : date(instant);
    }

    /** As lists and inspectors say it: such as 2026-11-23 14:24:18, or 3m ago where that was chosen. */
    public static String stamp(Instant instant) {
        Manner how = manner;
        UnaryOperator<String> ago = how.ago();
        return ago == null ? date(instant) : ago.apply(age(how, instant));
    }

    /** The clock of the status bar: the zone and the time, such as UTC 14:24:18. */
    public static String clock(Instant instant) {
        ZoneId zone = manner.zone();
        String name = zone.equals(ZoneOffset.UTC)
                ? "UTC"
                : DateTimeFormatter.ofPattern("zzz", Locale.ROOT).withZone(zone).format(instant);
        return name + " " + second(instant);
    }

    /** How long ago it was, by the clock that people read. */
    public static String age(Instant instant) {
        return age(manner, instant);
    }

    /** To the microsecond, with its offset, in the zone chosen. */
    public static String whole(Instant instant) {
        return say(WHOLE, instant);
    }

    /** To the microsecond, in UTC, whatever was chosen: what is copied into other programs. */
    public static String utc(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }

    private static String age(Manner how, Instant instant) {
        return Durations.age(Duration.between(instant, how.clock().instant()));
    }

    private static String say(DateTimeFormatter format, Instant instant) {
        return format.withZone(manner.zone()).format(instant);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }
}
