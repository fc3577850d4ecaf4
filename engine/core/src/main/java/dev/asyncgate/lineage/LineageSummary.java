package dev.asyncgate.lineage;

import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A delegation tree of whatever size, counted: its tasks by type and by when they were created. Its own size depends on
 * the types and on how finely time is divided, not on the tasks.
 *
 * @param step how long each stretch of time is
 * @param buckets in the order of their first tasks
 * @param causes between them, each once
 */
public record LineageSummary(Duration step, List<Bucket> buckets, List<Cause> causes) {

    public LineageSummary {
        buckets = List.copyOf(buckets);
        causes = List.copyOf(causes);
    }

    /** What tells buckets apart. */
    public record Key(String type, Instant from) {}

    /**
     * The tasks of one type that were created in one stretch of time.
     *
     * @param firstAt when the first of them was created
     * @param states how many are in each state; states without any are left out
     * @param open how many obligations nothing has discharged yet
     */
    public record Bucket(Key key, Instant firstAt, Map<TaskStatus, Integer> states, int open, long receipts) {

        public Bucket {
            states = Map.copyOf(states);
        }

        public int tasks() {
            return states.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** That tasks of one bucket caused so many of another. */
    public record Cause(Key from, Key to, int tasks) {}

    public long tasks() {
        return buckets.stream().mapToLong(Bucket::tasks).sum();
    }

    public long receipts() {
        return buckets.stream().mapToLong(Bucket::receipts).sum();
    }

    public long open() {
        return buckets.stream().mapToLong(Bucket::open).sum();
    }
}
