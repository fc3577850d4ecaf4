package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.words.Durations;
import dev.asyncgate.task.TaskRow;
import dev.asyncgate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;

/** The column that says what is next, or was last. */
final class Ages {

    private Ages() {}

    /** Whether it waits until somebody lets it go on. */
    static boolean isStopped(TaskRow task) {
        return task.status() == TaskStatus.QUEUED && (task.held() || task.typePaused());
    }

    /** What the task is about to do, or did last. */
    static String now(TaskRow task, Instant now, Texts texts) {
        return switch (task.status()) {
            case QUEUED -> {
                if (isStopped(task)) {
                    yield texts.text(task.held() ? "tasks.now_held" : "tasks.now_paused");
                }
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
