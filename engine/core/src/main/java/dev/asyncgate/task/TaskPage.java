package dev.asyncgate.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of tasks.
 *
 * @param nextCursor where to go on; null when there are no more
 * @param unfinished whether the search was ended by its budget before the page was full: there may be more, and asking on
 *     with the cursor goes on searching
 */
public record TaskPage(List<TaskRow> tasks, @Nullable String nextCursor, boolean unfinished) {

    public TaskPage {
        tasks = List.copyOf(tasks);
    }
}
