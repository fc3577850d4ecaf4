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

    /** Of a query that only states narrow: everything is known. */
    static TaskCounts of(TaskQuery query, Map<TaskStatus, Long> all) {
        long total = all.values().stream().mapToLong(Long::longValue).sum();
        var asked = query.filter().statuses();
        long matching = all.entrySet().stream()
                .filter(entry -> asked.isEmpty() || asked.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return new TaskCounts(total, all, matching, false);
    }

    /** The same with another total. */
    TaskCounts ofTotal(long now) {
        return new TaskCounts(now, byState, matching, capped);
    }
}
