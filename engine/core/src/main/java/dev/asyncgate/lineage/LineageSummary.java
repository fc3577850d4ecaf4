package dev.asyncgate.lineage;

import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A delegation tree of whatever size, counted: its tasks by lane and by when they were created. Its own size depends on
 * the lanes and on how finely time is divided, not on the tasks.
 *
 * @param lanes what its lanes stand for
 * @param step how long each stretch of time is
 * @param buckets in the order of their first tasks
 * @param causes between them, each once
 */
public record LineageSummary(Lanes lanes, Duration step, List<Bucket> buckets, List<Cause> causes) {

    public LineageSummary {
        buckets = List.copyOf(buckets);
        causes = List.copyOf(causes);
    }

    /** What a lane stands for. */
    public enum Lanes {
        /** The type of its tasks. */
        TYPE,
        /** How many delegations lie above its tasks, on the longest way down from a task that nothing caused. */
        DEPTH,
        /** The principal who created its tasks. */
        OWNER
    }

    /**
     * What tells buckets apart.
     *
     * @param lane a type, a depth from 0 on, or a principal
     */
    public record Key(String lane, Instant from) {}

    /**
     * The tasks of one lane that were created in one stretch of time.
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
