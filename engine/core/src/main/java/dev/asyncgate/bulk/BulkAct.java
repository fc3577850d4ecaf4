package dev.asyncgate.bulk;

import dev.asyncgate.task.TaskStatus;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be done to many tasks at once. */
public sealed interface BulkAct {

    /** See {@link CancelMany}. */
    record Cancel(@Nullable String reason) implements BulkAct {}

    /** See {@link RetryMany}. */
    record Retry() implements BulkAct {}

    /** See {@link SteerMany}. */
    record Hold(@Nullable String reason) implements BulkAct {}

    /** See {@link SteerMany}. */
    record Resume() implements BulkAct {}

    /** Gives all of them one priority. See {@link SteerMany}. */
    record Reprioritize(int priority) implements BulkAct {}

    /**
     * Gives each the priority back that it had, unless somebody has given it another since.
     *
     * @param before by task
     * @param given what they were given meanwhile
     */
    record PutBack(Map<UUID, Integer> before, int given) implements BulkAct {
        public PutBack {
            before = Map.copyOf(before);
        }
    }

    /** The states whose tasks it changes; those in others stay as they are. */
    default Set<TaskStatus> concerns() {
        return this instanceof Retry
                ? EnumSet.of(TaskStatus.FAILED, TaskStatus.CANCELED)
                : EnumSet.of(TaskStatus.QUEUED, TaskStatus.LEASED, TaskStatus.RUNNING);
    }

    /** As audit events name the whole of it. */
    default String operation() {
        return switch (this) {
            case Cancel it -> "cancelTasks";
            case Retry it -> "retryTasks";
            case Hold it -> "holdTasks";
            case Resume it -> "resumeTasks";
            case Reprioritize it -> "reprioritizeTasks";
            case PutBack it -> "reprioritizeTasks";
        };
    }

    default @Nullable String reason() {
        return switch (this) {
            case Cancel(String why) -> why;
            case Hold(String why) -> why;
            case Retry it -> null;
            case Resume it -> null;
            case Reprioritize it -> null;
            case PutBack it -> null;
        };
    }
}
