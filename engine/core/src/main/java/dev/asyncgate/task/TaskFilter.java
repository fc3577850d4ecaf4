package dev.asyncgate.task;

import java.time.Duration;
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
 * @param text a part of the id, the type, the owner or the error's text, in any case
 */
public record TaskFilter(
        Set<TaskStatus> statuses,
        List<String> types,
        @Nullable String createdBy,
        @Nullable Boolean held,
        @Nullable Duration olderThan,
        @Nullable String text) {

    /** Every task. */
    public static final TaskFilter ALL = new TaskFilter(Set.of(), List.of(), null, null, null, null);

    public TaskFilter {
        statuses = Set.copyOf(statuses);
        types = List.copyOf(types);
    }

    /** The same for other states; none for any. */
    public TaskFilter withStatuses(Set<TaskStatus> others) {
        return new TaskFilter(others, types, createdBy, held, olderThan, text);
    }
}
