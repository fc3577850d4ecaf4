package dev.asyncgate.app.submit;

import dev.asyncgate.app.theme.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants and ids in few characters. */
final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;

    private Times() {}

    /** Such as {@code 2 min ago}; a moment ago for what is less than two seconds old. */
    static String ago(Texts texts, Duration age) {
        if (age.compareTo(Duration.ofSeconds(2)) < 0) {
            return texts.text("submit.ago.now");
        }
        if (age.toMinutes() < 1) {
            return texts.text("submit.ago.seconds", age.toSeconds());
        }
        if (age.toHours() < 1) {
            return texts.text("submit.ago.minutes", age.toMinutes());
        }
        return age.toDays() < 1
                ? texts.text("submit.ago.hours", age.toHours())
                : texts.text("submit.ago.days", age.toDays());
    }

    /** The time of a day that is today, the day's name within a week, its date otherwise. */
    static String shortly(Instant then, Instant now) {
        ZonedDateTime there = then.atZone(ZoneId.systemDefault());
        LocalDate today = now.atZone(ZoneId.systemDefault()).toLocalDate();
        if (there.toLocalDate().equals(today)) {
            return CLOCK.format(there);
        }
        return there.toLocalDate().isAfter(today.minusDays(7)) ? DAY.format(there) : DATE.format(there);
    }

    /** To the second, with the date unless it is today. */
    static String exactly(Instant then, Instant now) {
        ZonedDateTime there = then.atZone(ZoneId.systemDefault());
        LocalDate today = now.atZone(ZoneId.systemDefault()).toLocalDate();
        String time = SECONDS.format(there);
        return there.toLocalDate().equals(today) ? time : DATE.format(there) + " " + time;
    }
}
