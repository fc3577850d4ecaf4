package dev.asyncgate.app.submit;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 2h}, {@code 1d}, {@code 1h 30m}, {@code now}. */
final class DurationText {

    private static final Pattern WHOLE = Pattern.compile("-?\\s*(\\d+\\s*[smhd]\\s*)+");
    private static final Pattern PART = Pattern.compile("(\\d+)\\s*([smhd])");

    private DurationText() {}

    /** The duration, negative where a minus stands before it; {@code now} and a bare 0 are none; empty for no duration. */
    static Optional<Duration> parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equals("now") || trimmed.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (!WHOLE.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        try {
            Duration sum = sum(trimmed);
            return Optional.of(trimmed.startsWith("-") ? sum.negated() : sum);
        } catch (ArithmeticException | NumberFormatException beyondAllMeasure) {
            return Optional.empty();
        }
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        return sum;
    }

    /** As {@link #parse} reads it: {@code 1h 30m}; {@code 0s} for none. */
    static String of(Duration duration) {
        var text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number != 0) {
            text.append(text.isEmpty() ? "" : " ").append(number).append(unit);
        }
    }
}
