package dev.asyncgate.app.tasks;

import dev.asyncgate.app.tasks.TaskReads.Dossier;
import dev.asyncgate.task.Task;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator can do about a task, and when. */
enum TaskAct {
    RETRY("retry"),
    CANCEL("close"),
    HOLD("pause"),
    RESUME("play"),
    REPRIORITIZE("up"),
    REVOKE("bolt"),
    PAUSE_TYPE("stop"),
    RESUME_TYPE("play");

    private final String icon;

    TaskAct(String icon) {
        this.icon = icon;
    }

    String icon() {
        return icon;
    }

    /** What its texts begin with: {@code cancel}, {@code cancel.help}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that concern the task as it stands, allowed or not; of two that undo each other, the one that would. */
    static List<TaskAct> of(Dossier known) {
        return List.of(
                RETRY,
                known.task().held() ? RESUME : HOLD,
                REPRIORITIZE,
                CANCEL,
                REVOKE,
                known.paused() == null ? PAUSE_TYPE : RESUME_TYPE);
    }

    /** The key of the reason why it cannot be done now; null when it can. */
    @Nullable String whyNot(Dossier known) {
        Task task = known.task();
        boolean ended = task.status().isTerminal();
        return switch (this) {
            case RETRY -> ended ? null : "not_ended";
            case CANCEL, HOLD, RESUME, REPRIORITIZE -> ended ? "ended" : null;
            case REVOKE -> ended ? "ended" : known.live() == null ? "no_lease" : null;
            case PAUSE_TYPE, RESUME_TYPE -> null;
        };
    }
}
