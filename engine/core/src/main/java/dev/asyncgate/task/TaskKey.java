package dev.asyncgate.task;

import dev.asyncgate.database.Cursor;
import dev.asyncgate.task.TaskPath.Order;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a list of tasks has got to.
 *
 * @param part of the list: 0, or 1 for what follows when that is over
 * @param rank the priority, where that is the order
 * @param at the instant by which it is sorted; null before the first
 */
record TaskKey(
        int part, long rank, @Nullable Instant at, @Nullable UUID taskId) {

    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);

    /** Before the first of a part. */
    static TaskKey start(int part) {
        return new TaskKey(part, Integer.MAX_VALUE + 1L, null, null);
    }

    /** As it is compared: what lies before everything is a bound too, so that one text begins anywhere. */
    String at(Order order) {
        return at == null ? (order == Order.NEWEST_FIRST ? "infinity" : "-infinity") : at.toString();
    }

    UUID taskId(Order order) {
        return taskId == null ? (order == Order.NEWEST_FIRST ? LAST_ID : FIRST_ID) : taskId;
    }

    String toCursor() {
        return Cursor.of(part, rank, at == null ? "-" : at, taskId == null ? "-" : taskId);
    }

    static TaskKey parse(String cursor) {
        return Cursor.read("cursor", cursor, 4, key -> {
            int part = Math.toIntExact(key.number(0));
            if (part < 0 || part > 1) {
                throw new IllegalArgumentException("no part " + part);
            }
            return key.isNothing(2)
                    ? start(part)
                    : new TaskKey(part, Math.toIntExact(key.number(1)), key.instant(2), key.id(3));
        });
    }
}
