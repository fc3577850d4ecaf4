package dev.asyncgate.app.rows;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was typed into a field of filters, such as {@code type:task.failed task:0197…}: values without spaces, by key. */
public record QueryText(SequencedMap<String, String> values) {

    /** The key of the earliest instant. */
    public static final String AFTER = "after";

    /** The key of the instant before which it ends. */
    public static final String BEFORE = "before";

    private static final Pattern PART = Pattern.compile("(?:(\\w+):)?(\\S*)");

    /** The reading of a text. */
    public sealed interface Reading<Q> {

        /** It says this. */
        record Ok<Q>(Q query) implements Reading<Q> {}

        /**
         * It says nothing that can be asked.
         *
         * @param faultKey of the text that says what is wrong, and what is allowed
         * @param found the words that are wrong
         * @param allowed what is; empty where the text says it
         */
        record Problem<Q>(String faultKey, String found, String allowed) implements Reading<Q> {}
    }

    /** Leads out of a reading. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        private final String faultKey;
        private final String found;
        private final String allowed;

        public Refused(String faultKey, String found, String allowed) {
            super(faultKey, null, false, false);
            this.faultKey = faultKey;
            this.found = found;
            this.allowed = allowed;
        }
    }

    /** Makes a query of the values, or refuses one of them. */
    @FunctionalInterface
    public interface Meaning<Q> {
        Q of(QueryText text) throws Refused;
    }

    /** Reads a text; a word without a key is a value of {@code bareKey}. */
    public static <Q> Reading<Q> read(String text, List<String> keys, String bareKey, Meaning<Q> meaning) {
        try {
            return new Reading.Ok<>(meaning.of(split(text, keys, bareKey)));
        } catch (Refused refused) {
            return new Reading.Problem<>(refused.faultKey, refused.found, refused.allowed);
        }
    }

    private static QueryText split(String text, List<String> keys, String bareKey) throws Refused {
        var values = new LinkedHashMap<String, String>();
        for (String word : text.strip().split("\\s+", -1)) {
            Matcher part = PART.matcher(word);
            if (word.isEmpty() || !part.matches()) {
                continue;
            }
            String key = part.group(1) == null ? bareKey : part.group(1);
            if (!keys.contains(key)) {
                throw new Refused("rows.fault.unknown_key", key, String.join(", ", keys));
            }
            if (part.group(2).isEmpty()) {
                throw new Refused("rows.fault.value_missing", word, "");
            }
            if (values.putIfAbsent(key, part.group(2)) != null) {
                throw new Refused("rows.fault.twice", key, "");
            }
        }
        return new QueryText(values);
    }

    public @Nullable String value(String key) {
        return values.get(key);
    }

    /** The id that a value is; null for null. */
    public static @Nullable UUID id(@Nullable String value) throws Refused {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new Refused("rows.fault.no_id", value, "");
        }
    }

    /** The instant that a value is; null for null. */
    public static @Nullable Instant instant(@Nullable String value) throws Refused {
        try {
            return value == null ? null : Instant.parse(value.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new Refused("rows.fault.no_instant", value, "");
        }
    }

    /** The text that asks for what happened between two instants. */
    public static String between(Instant from, Instant to) {
        return AFTER + ":" + from.truncatedTo(ChronoUnit.SECONDS) + " " + BEFORE + ":"
                + to.plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The text with this value of a key, or without the key where it is null. */
    public static String with(String text, String key, @Nullable String value) {
        String rest = text.lines()
                .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
                .filter(word -> !word.isEmpty() && !word.startsWith(key + ":"))
                .collect(Collectors.joining(" "));
        return value == null ? rest : (rest + " " + key + ":" + value).strip();
    }
}
