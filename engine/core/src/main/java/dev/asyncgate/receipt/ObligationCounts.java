package dev.asyncgate.receipt;

import dev.asyncgate.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is open in a tenant, counted.
 *
 * @param oldest when the oldest of them was created; null when nothing is open
 * @param byAge zeros included
 * @param owners those whom most is owed to, the most first; not all where there are very many
 * @param queued of tasks that wait for a worker
 * @param inProgress of tasks that a worker holds
 * @param blocked of tasks that are held, or whose type is paused
 * @param schedules of schedules that have not been deleted
 * @param unproven of tasks that have ended without proof
 */
public record ObligationCounts(
        long total,
        @Nullable Instant oldest,
        Map<Age, Long> byAge,
        List<Owner> owners,
        long queued,
        long inProgress,
        long blocked,
        long schedules,
        long unproven) {

    public ObligationCounts {
        byAge = Map.copyOf(byAge);
        owners = List.copyOf(owners);
    }

    /** Why something is open, as coarse as it is counted. */
    public enum Reason {
        /** Its task waits for a worker. */
        QUEUED,
        /** A worker holds its task. */
        IN_PROGRESS,
        /** Its task has ended without proof. */
        UNPROVEN,
        /** Its task is held, or the type of its task is paused. */
        BLOCKED,
        /** Its schedule has not been deleted. */
        SCHEDULES;

        /** As the statements say it, and the keys of texts. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many are open for a reason. */
    public long of(Reason reason) {
        return switch (reason) {
            case QUEUED -> queued;
            case IN_PROGRESS -> inProgress;
            case UNPROVEN -> unproven;
            case BLOCKED -> blocked;
            case SCHEDULES -> schedules;
        };
    }

    /** How long something has been open, the longest first. */
    public enum Age {
        DAY(Duration.ofHours(24)),
        HOURS(Duration.ofHours(2)),
        HALF_HOUR(Duration.ofMinutes(30)),
        MINUTES(Duration.ofMinutes(5)),
        FRESH(Duration.ZERO);

        private final Duration from;

        Age(Duration from) {
            this.from = from;
        }

        /** The youngest that belongs here. */
        public Duration from() {
            return from;
        }

        /** Where something of this age belongs. */
        public static Age of(Duration age) {
            for (Age band : values()) {
                if (age.compareTo(band.from) >= 0) {
                    return band;
                }
            }
            return FRESH;
        }
    }

    /** How much is owed to somebody. */
    public record Owner(Principal principal, long open, Instant oldest) {}
}
