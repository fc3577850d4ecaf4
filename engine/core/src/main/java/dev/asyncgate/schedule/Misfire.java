package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.util.Locale;

/** What becomes of runs whose time passed while nobody fired them. */
public enum Misfire {
    /** None is made up for: a run fires within a minute of its time or not at all. */
    SKIP,
    /** The latest of them fires, however late; the others are skipped. */
    CATCH_UP_ONE,
    /** Every one fires, oldest first. */
    CATCH_UP_ALL;

    /** How late a run may fire that is not made up for. */
    static final Duration GRACE = Duration.ofMinutes(1);

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policy of that wire name.
     *
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static Misfire parse(String wireName) {
        for (Misfire misfire : values()) {
            if (misfire.wireName().equals(wireName)) {
                return misfire;
            }
        }
        throw GateException.invalid(
                "misfire", "misfire is \"%s\"; allowed are skip, catch_up_one and catch_up_all.".formatted(wireName));
    }
}
