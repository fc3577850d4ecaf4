package dev.asyncgate.app.bulk;

import java.util.List;
import java.util.Locale;

/** What can be done to many tasks at once; each has words of its own. */
public enum BulkKind {
    RETRY,
    REPRIORITIZE,
    HOLD,
    RESUME,
    CANCEL,
    /** Undoes that priorities were given. */
    PUT_BACK;

    /** What its texts begin with: {@code bulk.cancel.title}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that somebody can begin with. */
    public static List<BulkKind> offered() {
        return List.of(RETRY, REPRIORITIZE, HOLD, RESUME, CANCEL);
    }

    /** Whether it cannot be undone. */
    boolean isLasting() {
        return this == CANCEL || this == RETRY;
    }

    /** Whether a reason is kept with it. */
    boolean takesReason() {
        return this == CANCEL || this == HOLD;
    }
}
