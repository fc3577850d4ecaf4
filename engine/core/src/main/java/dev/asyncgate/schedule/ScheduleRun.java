package dev.asyncgate.schedule;

import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a schedule that created a task.
 *
 * @param runAt the instant by which it is known
 * @param firedAt when its task was created
 * @param startedAt of the task's last attempt; null before
 * @param completedAt null while the task is open
 */
public record ScheduleRun(
        UUID scheduleId,
        Instant runAt,
        UUID taskId,
        String type,
        Instant firedAt,
        TaskStatus status,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    /** How much later than its instant it was fired. */
    public Duration afterDue() {
        return Duration.between(runAt, firedAt);
    }
}
