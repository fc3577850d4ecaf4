package dev.asyncgate.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks a list shows; every part narrows it, an empty or null one does not.
 *
 * @param types whole types, or beginnings ended by {@code *}
 * @param createdBy {@code kind:id}, or an id of any kind
 * @param held whether an operator keeps it out of the queue; null for both
 * @param olderThan created at least this long ago
 * @param createdFrom created then or later
 * @param createdBefore created before then
 * @param text a part of the id, the type, the owner or the error's text, in any case
 */
public record TaskFilter(
        Set<TaskStatus> statuses,
        List<String> types,
        @Nullable String createdBy,
        @Nullable Boolean held,
        @Nullable Duration olderThan,
        @Nullable Instant createdFrom,
        @Nullable Instant createdBefore,
        @Nullable String text) {

    /** Every task. */
    public static final TaskFilter ALL = new TaskFilter(Set.of(), List.of(), null, null, null, null);

    /** No task: it is never asked for. */
    static final TaskFilter NONE = new TaskFilter(Set.of(), List.of(), "", null, null, null);

    /** Whenever they were created. */
    public TaskFilter(
            Set<TaskStatus> statuses,
            List<String> types,
            @Nullable String createdBy,
            @Nullable Boolean held,
            @Nullable Duration olderThan,
            @Nullable String text) {
        this(statuses, types, createdBy, held, olderThan, null, null, text);
    }

    public TaskFilter {
        statuses = Set.copyOf(statuses);
        types = List.copyOf(types);
    }

    /** The same for other states. */
    public TaskFilter withStatuses(Set<TaskStatus> others) {
        return new TaskFilter(others, types, createdBy, held, olderThan, createdFrom, createdBefore, text);
    }
}
