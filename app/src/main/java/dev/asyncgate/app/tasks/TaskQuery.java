package dev.asyncgate.app.tasks;

import dev.asyncgate.task.TaskFilter;
import dev.asyncgate.task.TaskSort;
import dev.asyncgate.task.TaskStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the list shows and in which order, with the text that says so.
 *
 * @param text as typed
 * @param parts in the order typed
 */
record TaskQuery(String text, TaskFilter filter, TaskSort sort, List<Part> parts) {

    /** Every task, the newest first. */
    static final TaskQuery ALL = new TaskQuery("", TaskFilter.ALL, TaskSort.NEWEST_FIRST, List.of());

    TaskQuery {
        parts = List.copyOf(parts);
    }

    /** What a query can name. */
    enum Key {
        STATUS,
        TYPE,
        OWNER,
        AGE,
        AFTER,
        BEFORE,
        TEXT,
        SORT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Key of(String word) {
            for (Key key : values()) {
                if (key.word().equals(word)) {
                    return key;
                }
            }
            return null;
        }
    }

    /**
     * A part of the text.
     *
     * @param value without quotes
     * @param start of the part in the text, from 0
     * @param end behind it
     */
    record Part(Key key, String value, int start, int end) {}

    /** The text without one of its parts. */
    String without(Part part) {
        return (text.substring(0, part.start()).stripTrailing() + " "
                        + text.substring(part.end()).stripLeading())
                .strip();
    }

    /** The text with a state asked for in addition, or no longer. */
    String toggled(TaskStatus status) {
        Set<TaskStatus> statuses = new LinkedHashSet<>(filter.statuses());
        if (!statuses.remove(status)) {
            statuses.add(status);
        }
        String value = List.of(TaskStatus.values()).stream()
                .filter(statuses::contains)
                .map(TaskStatus::wireName)
                .collect(Collectors.joining(","));
        return with(Key.STATUS, value);
    }

    /** The text with another order. */
    String sorted(TaskSort order) {
        return with(Key.SORT, order == TaskSort.NEWEST_FIRST ? "" : QueryParser.word(order));
    }

    /** Whether only states narrow it, so that counts by state are exact and cheap. */
    boolean narrowsByStateAlone() {
        return ofAnyState().equals(TaskFilter.ALL);
    }

    /** The filter without its states. */
    TaskFilter ofAnyState() {
        return filter.withStatuses(Set.of());
    }

    /** The text with a part that names this key, to be typed on from its end. */
    String begun(Key key) {
        for (Part part : parts) {
            if (part.key() == key) {
                return text;
            }
        }
        return (text.strip() + " " + key.word() + (key == Key.AGE ? ">" : ":")).strip();
    }

    boolean narrows() {
        return !filter.equals(TaskFilter.ALL);
    }

    private String with(Key key, String value) {
        String written = value.isEmpty() ? "" : key.word() + ":" + value;
        for (Part part : parts) {
            if (part.key() == key) {
                return written.isEmpty()
                        ? without(part)
                        : text.substring(0, part.start()) + written + text.substring(part.end());
            }
        }
        return (text.strip() + " " + written).strip();
    }
}
