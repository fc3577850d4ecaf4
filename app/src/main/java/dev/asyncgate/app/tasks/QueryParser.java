package dev.asyncgate.app.tasks;

import dev.asyncgate.app.tasks.TaskQuery.Part;
import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries such as {@code status:failed type:report.* owner:alice age>1h text:"timeout" sort:age}. Parts stand
 * apart by spaces, each key stands once; a word without a key is text.
 */
final class QueryParser {

    /** The reading of a text. */
    sealed interface Reading {

        record Ok(TaskQuery query) implements Reading {}

        /**
         * The text is no query.
         *
         * @param fault what is wrong
         * @param found the words that are wrong
         * @param position where they begin, from 0
         */
        record Problem(Fault fault, String found, int position) implements Reading {}
    }

    /** What can be wrong; each has a text that says what is allowed. */
    enum Fault {
        UNKNOWN_KEY,
        UNKNOWN_STATUS,
        UNKNOWN_SORT,
        NOT_A_DURATION,
        NOT_AN_INSTANT,
        AGE_WANTS_MORE_THAN,
        COLON_EXPECTED,
        VALUE_MISSING,
        TWICE,
        QUOTE_NOT_CLOSED;

        String key() {
            return "tasks.fault." + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern PART = Pattern.compile("(?:([A-Za-z_]+)([:<>=]+))?(\"[^\"]*\"?|[^\\s\"]*)");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, TaskSort> SORTS = Map.of(
            "newest", TaskSort.NEWEST_FIRST,
            "age", TaskSort.OLDEST_FIRST,
            "ended", TaskSort.LAST_ENDED_FIRST,
            "priority", TaskSort.HIGHEST_PRIORITY_FIRST);

    private final String text;
    private final Map<TaskQuery.Key, Part> parts = new EnumMap<>(TaskQuery.Key.class);
    private final List<Part> ordered = new ArrayList<>();

    private QueryParser(String text) {
        this.text = text;
    }

    static Reading parse(String text) {
        return new QueryParser(text).read();
    }

    /** The order as a query names it. */
    static String word(TaskSort sort) {
        return SORTS.entrySet().stream()
                .filter(entry -> entry.getValue() == sort)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Reading read() {
        try {
            split();
            var filter = new TaskFilter(
                    statuses(),
                    types(),
                    value(TaskQuery.Key.OWNER),
                    null,
                    age(),
                    instant(TaskQuery.Key.AFTER),
                    instant(TaskQuery.Key.BEFORE),
                    value(TaskQuery.Key.TEXT));
            return new Reading.Ok(new TaskQuery(text, filter, sort(), ordered));
        } catch (Refused refused) {
            return refused.problem;
        }
    }

    private void split() throws Refused {
        Matcher matcher = PART.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            matcher.region(at, text.length());
            if (!matcher.lookingAt() || matcher.end() == at) {
                throw new Refused(Fault.QUOTE_NOT_CLOSED, text.substring(at), at);
            }
            add(part(matcher));
            at = matcher.end();
        }
    }

    private Part part(Matcher matcher) throws Refused {
        String word = matcher.group(1);
        String raw = matcher.group(3);
        String found = matcher.group();
        int start = matcher.start();
        if (raw.startsWith("\"") && (raw.length() == 1 || !raw.endsWith("\""))) {
            throw new Refused(Fault.QUOTE_NOT_CLOSED, found, start);
        }
        String value = raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
        if (word == null) {
            return new Part(TaskQuery.Key.TEXT, value, start, matcher.end());
        }
        TaskQuery.Key key = TaskQuery.Key.of(word.toLowerCase(Locale.ROOT));
        if (key == null) {
            throw new Refused(Fault.UNKNOWN_KEY, word, start);
        }
        checkOperator(key, matcher.group(2), found, start);
        if (value.isBlank()) {
            throw new Refused(Fault.VALUE_MISSING, found, start);
        }
        return new Part(key, value, start, matcher.end());
    }

    private static void checkOperator(TaskQuery.Key key, String operator, String found, int start) throws Refused {
        if (key == TaskQuery.Key.AGE && !operator.equals(">")) {
            throw new Refused(Fault.AGE_WANTS_MORE_THAN, found, start);
        }
        if (key != TaskQuery.Key.AGE && !operator.equals(":")) {
            throw new Refused(Fault.COLON_EXPECTED, found, start);
        }
    }

    private void add(Part part) throws Refused {
        if (parts.putIfAbsent(part.key(), part) != null) {
            throw new Refused(Fault.TWICE, text.substring(part.start(), part.end()), part.start());
        }
        ordered.add(part);
    }

    private Set<TaskStatus> statuses() throws Refused {
        Set<TaskStatus> statuses = EnumSet.noneOf(TaskStatus.class);
        for (String word : list(TaskQuery.Key.STATUS)) {
            TaskStatus found = null;
            for (TaskStatus status : TaskStatus.values()) {
                found = status.wireName().equalsIgnoreCase(word) ? status : found;
            }
            if (found == null) {
                throw refusedValue(Fault.UNKNOWN_STATUS, TaskQuery.Key.STATUS, word);
            }
            statuses.add(found);
        }
        return statuses;
    }

    private List<String> types() {
        return list(TaskQuery.Key.TYPE);
    }

    private @Nullable Duration age() throws Refused {
        String value = value(TaskQuery.Key.AGE);
        if (value == null) {
            return null;
        }
        Matcher matcher = SPAN.matcher(value.toLowerCase(Locale.ROOT));
        long seconds = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            seconds += Long.parseLong(matcher.group(1)) * secondsOf(matcher.group(2));
            end = matcher.end();
        }
        if (end != value.length()) {
            throw refusedValue(Fault.NOT_A_DURATION, TaskQuery.Key.AGE, value);
        }
        return Duration.ofSeconds(seconds);
    }

    private @Nullable Instant instant(TaskQuery.Key key) throws Refused {
        String value = value(key);
        try {
            return value == null ? null : Instant.parse(value.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw refusedValue(Fault.NOT_AN_INSTANT, key, value);
        }
    }

    private static long secondsOf(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3600;
            default -> 86_400;
        };
    }

    private TaskSort sort() throws Refused {
        String value = value(TaskQuery.Key.SORT);
        if (value == null) {
            return TaskSort.NEWEST_FIRST;
        }
        TaskSort sort = SORTS.get(value.toLowerCase(Locale.ROOT));
        if (sort == null) {
            throw refusedValue(Fault.UNKNOWN_SORT, TaskQuery.Key.SORT, value);
        }
        return sort;
    }

    private @Nullable String value(TaskQuery.Key key) {
        Part part = parts.get(key);
        return part == null ? null : part.value();
    }

    private List<String> list(TaskQuery.Key key) {
        String value = value(key);
        return value == null
                ? List.of()
                : List.of(value.split(",")).stream()
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private Refused refusedValue(Fault fault, TaskQuery.Key key, String value) {
        Part part = parts.get(key);
        int start = part == null ? 0 : part.start();
        return new Refused(
                fault,
                value,
                Math.max(start, text.indexOf(value, start + key.word().length())));
    }

    /** Leads out of the reading; never leaves this class. */
    private static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never written
        private final Reading.Problem problem;

        Refused(Fault fault, String found, int position) {
            super(fault.name(), null, false, false);
            problem = new Reading.Problem(fault, found, position);
        }
    }
}
