package dev.asyncgate.app.tasks;

import java.util.Locale;

/** What a row of the list can tell, in the order in which it does at first. */
enum TaskColumn {
    STATE(108, true),
    TYPE(144, true),
    TASK(84, true),
    OWNER(116, true),
    WORKER(84, true),
    FAILURES(76, true),
    PRIORITY(76, true),
    AGE(76, true),
    ENDED(76, false),
    REQUIRES(124, false),
    OWED_TO(124, false),
    NOW(120, true);

    private final double width;
    private final boolean shownAtFirst;

    TaskColumn(double width, boolean shownAtFirst) {
        this.width = width;
        this.shownAtFirst = shownAtFirst;
    }

    /** In px, where there is room. */
    double width() {
        return width;
    }

    /** Whether its words are equally long in every row, so that none may be cut where there is little room. */
    boolean keepsWidth() {
        return switch (this) {
            case STATE, TASK, FAILURES, PRIORITY, AGE, ENDED -> true;
            case TYPE, OWNER, WORKER, REQUIRES, OWED_TO, NOW -> false;
        };
    }

    boolean isShownAtFirst() {
        return shownAtFirst;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
