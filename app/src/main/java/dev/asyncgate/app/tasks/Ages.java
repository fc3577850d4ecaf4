package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.task.TaskRow;
import java.time.Duration;
import java.time.Instant;

/** The column that says what is next, or was last. */
final class Ages {

    private Ages() {}

    /** What the task is about to do, or did last. */
    static String now(TaskRow task, Instant now, Texts texts) {
        return switch (task.status()) {
            case QUEUED -> {
                Instant from = task.nextEligibleAt();
                yield from != null && from.isAfter(now)
                        ? texts.text("tasks.now_in", Durations.words(Duration.between(now, from)))
                        : texts.text("tasks.now_ready");
            }
            case LEASED, RUNNING -> {
                Instant end = task.leaseExpiresAt();
                yield end != null && end.isAfter(now)
                        ? texts.text("tasks.now_lease", Durations.words(Duration.between(now, end)))
                        : texts.text("tasks.now_lease_over");
            }
            case SUCCEEDED, FAILED, CANCELED -> {
                Instant end = task.completedAt() == null ? task.updatedAt() : task.completedAt();
                yield texts.text("tasks.now_ago", Durations.age(Duration.between(end, now)));
            }
        };
    }
}
