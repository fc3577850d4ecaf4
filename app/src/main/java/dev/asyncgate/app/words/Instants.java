package dev.asyncgate.app.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as they stand in tables and canvases: UTC. */
public final class Instants {

    private static final DateTimeFormatter MINUTE = format("HH:mm");
    private static final DateTimeFormatter SECOND = format("HH:mm:ss");
    private static final DateTimeFormatter MILLIS = format("HH:mm:ss.SSS");
    private static final DateTimeFormatter MICROS = format("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DATE = format("yyyy-MM-dd HH:mm:ss");

    private Instants() {}

    /** Such as 14:24. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    /** Such as 14:24:18. */
    public static String second(Instant instant) {
        return SECOND.format(instant);
    }

    /** Such as 14:24:18.204. */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** Such as 14:24:18.204117. */
    public static String micros(Instant instant) {
        return MICROS.format(instant);
    }

    /** Such as 2026-11-23 14:24:18. */
    public static String date(Instant instant) {
        return DATE.format(instant);
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
