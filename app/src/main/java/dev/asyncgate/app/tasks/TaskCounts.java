package dev.asyncgate.app.tasks;

import dev.asyncgate.task.TaskStatus;
import java.util.Map;

/**
 * How many tasks there are.
 *
 * @param total of all tasks
 * @param byState of those that match but for their state
 * @param matching of those that match
 * @param capped whether {@code matching} is only a lower bound
 */
record TaskCounts(long total, Map<TaskStatus, Long> byState, long matching, boolean capped) {

    static final TaskCounts NONE = new TaskCounts(0, Map.of(), 0, false);

    TaskCounts {
        byState = Map.copyOf(byState);
    }

    static TaskCounts of(TaskQuery query, TaskReads.News news) {
        var asked = query.filter().statuses();
        long matching = 0;
        boolean capped = false;
        for (TaskStatus status : TaskStatus.values()) {
            if (asked.isEmpty() || asked.contains(status)) {
                long count = news.byState().getOrDefault(status, 0L);
                matching += count;
                capped |= !query.narrowsByStateAlone() && count >= TaskReads.COUNTED;
            }
        }
        return new TaskCounts(news.total(), news.byState(), matching, capped);
    }
}
