package dev.asyncgate.doctor;

import java.time.Duration;
import java.util.List;

/**
 * A rule and what became of it.
 *
 * @param looked at how many it was asked of: tasks, leases, obligations or tenants; 1 for the database
 * @param broken how many cases break it
 * @param asked whether it was asked at all; false where the time was over before
 */
public record Examined(Rule rule, long looked, long broken, Duration took, boolean asked) {

    /** Every rule before it was asked. */
    public static List<Examined> all() {
        return Doctor.RULES.stream()
                .map(rule -> new Examined(rule, 0, 0, Duration.ZERO, false))
                .toList();
    }

    /** The same after another question. */
    Examined and(long looked, long broken, Duration took) {
        return new Examined(rule, this.looked + looked, this.broken + broken, this.took.plus(took), true);
    }
}
