package dev.asyncgate.app.asof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instant as people type it: a time of the day that is looked at, a date and a time, or ISO-8601; UTC. */
final class InstantText {

    /** What was typed. */
    sealed interface Read {

        record Ok(Instant instant) implements Read {}

        /** It is no instant. */
        record Wrong() implements Read {}
    }

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern TYPED =
            Pattern.compile("(?:(\\d{4}-\\d{2}-\\d{2})[T ]\\s*)?(\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s*Z?");

    private InstantText() {}

    /** Such as 2026-11-23 14:24:18.204. */
    static String of(Instant instant) {
        return SHOWN.format(instant);
    }

    /** Reads what was typed; a time alone is of the day of {@code looked}. */
    static Read read(String typed, Instant looked) {
        Matcher parts = TYPED.matcher(typed.strip());
        if (!parts.matches()) {
            return new Read.Wrong();
        }
        try {
            LocalDate day = parts.group(1) == null
                    ? looked.atOffset(ZoneOffset.UTC).toLocalDate()
                    : LocalDate.parse(parts.group(1));
            String time = parts.group(2).indexOf(':') == 1 ? "0" + parts.group(2) : parts.group(2);
            return new Read.Ok(
                    day.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return new Read.Wrong();
        }
    }
}
