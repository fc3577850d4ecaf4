package dev.asyncgate.app.bulk;

import dev.asyncgate.task.TaskFilter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks are meant.
 *
 * @param parts as they are told, such as {@code type} and {@code report.*}
 * @param filter every task that it lets through; null for those in {@code taskIds}
 */
public record BulkScope(List<Part> parts, @Nullable TaskFilter filter, List<UUID> taskIds) {

    /** A part of what is said of it. */
    public record Part(String key, String value) {}

    public BulkScope {
        parts = List.copyOf(parts);
        taskIds = List.copyOf(taskIds);
    }
}
