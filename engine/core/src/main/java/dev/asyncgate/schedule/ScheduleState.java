package dev.asyncgate.schedule;

import java.util.Locale;

/** Where a schedule stands. */
public enum ScheduleState {
    /** It has a next run. */
    ACTIVE,
    /** It has no next run until it is resumed; what it misses meanwhile is skipped. */
    PAUSED,
    /** It runs no more, for good; its row is kept. */
    DELETED;

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that name in the database. */
    static ScheduleState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
