package dev.asyncgate.task;

import dev.asyncgate.database.Database;
import dev.asyncgate.task.TaskPath.Order;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Counts the tasks that a filter lets through, by state: a bounded number looked at in each statement, so that it can be
 * stopped, and ended by a limit or a budget.
 */
public final class CountMatching {

    /**
     * What was counted.
     *
     * @param exact whether all were looked at; else there may be more
     */
    public record Count(Map<TaskStatus, Long> byState, boolean exact) {

        public Count {
            byState = Map.copyOf(byState);
        }

        public long total() {
            return byState.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Told after each statement. */
    @FunctionalInterface
    public interface Progress {

        /** Whether to go on. */
        boolean goOn(Count soFar);
    }

    /** Counts up to so many, or so long. */
    public static Progress upTo(long most, Duration budget) {
        long start = System.nanoTime();
        return soFar -> soFar.total() < most && System.nanoTime() - start < budget.toNanos();
    }

    private final Database database;
    private final CountTasks countTasks;

    public CountMatching(Database database, CountTasks countTasks) {
        this.database = database;
        this.countTasks = countTasks;
    }

    /** Counts on while {@code progress} says so. What only states narrow is counted at once, and exactly. */
    public Count run(UUID tenantId, TaskFilter filter, Progress progress) {
        if (filter.withStatuses(Set.of()).equals(TaskFilter.ALL)) {
            Map<TaskStatus, Long> all = countTasks.run(tenantId);
            if (!filter.statuses().isEmpty()) {
                all.keySet().retainAll(filter.statuses());
            }
            return new Count(all, true);
        }
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        var search = new TaskSearch(database, tenantId, filter, Order.OLDEST_FIRST, false, TaskKey.start(0));
        while (true) {
            search.step(
                            TaskSearch.Answer.COUNTS,
                            0,
                            (row, key) -> Map.entry(TaskStatus.ofWireName(row.text("status")), row.number("n")))
                    .forEach(entry -> counts.merge(entry.getKey(), entry.getValue(), Long::sum));
            var soFar = new Count(counts, search.isOver());
            if (search.isOver() || !progress.goOn(soFar)) {
                return soFar;
            }
        }
    }
}
