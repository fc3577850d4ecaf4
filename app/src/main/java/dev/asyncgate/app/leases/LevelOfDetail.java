package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which lanes show their leases one by one and which only counts of them, so that a picture stays at about
 * {@link #MARKS} marks however much there is.
 */
final class LevelOfDetail {

    /** Software rendering keeps 60 frames a second up to about this many bars. */
    static final int MARKS = 1000;

    /** How many leases are fetched one by one, at most. */
    static final int FETCHED = 4000;

    private static final double NARROWEST = 2;
    private static final double COLUMN = 12;
    private static final long[] BUCKET_SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400
    };

    private LevelOfDetail() {}

    /** Whether some lane needs counts from the database. */
    static boolean needsCounts(List<LeaseSpan> leases, boolean truncated, LaneBy by, TimeScale scale) {
        if (truncated || leases.size() > MARKS) {
            return true;
        }
        Map<String, List<LeaseSpan>> lanes = leases.stream().collect(Collectors.groupingBy(by::lane));
        return lanes.values().stream().anyMatch(lane -> isTooNarrow(lane, scale));
    }

    /** How long a bucket is whose column is wide enough to see. */
    static Duration bucketLength(TimeScale scale) {
        for (long seconds : BUCKET_SECONDS) {
            if (scale.px(Duration.ofSeconds(seconds)) >= COLUMN) {
                return Duration.ofSeconds(seconds);
            }
        }
        return Duration.ofSeconds(BUCKET_SECONDS[BUCKET_SECONDS.length - 1]);
    }

    /** The beginning of the bucket that an instant lies in; the same whatever the window. */
    static Instant bucketStart(Instant instant, Duration length) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
    }

    /**
     * The lanes that are summed up.
     *
     * @param counts how many leases each lane has in the window
     * @param truncated whether {@code lanes} may lack some of them
     */
    static Set<String> summedUp(
            Map<String, List<LeaseSpan>> lanes, Map<String, Long> counts, boolean truncated, TimeScale scale) {
        var summed = new HashSet<String>();
        long marks = 0;
        for (String lane : byCount(counts)) {
            List<LeaseSpan> leases = lanes.getOrDefault(lane, List.of());
            long count = counts.getOrDefault(lane, 0L);
            boolean incomplete = truncated && leases.size() < count;
            if (incomplete || marks + count > MARKS || isTooNarrow(leases, scale)) {
                summed.add(lane);
            } else {
                marks += count;
            }
        }
        return summed;
    }

    /** The tasks that have no lane of their own, for there are newer ones enough to fill the picture. */
    static Set<String> olderTasks(Map<String, List<LeaseSpan>> lanes) {
        var older = new HashSet<String>();
        long marks = 0;
        for (String task :
                lanes.keySet().stream().sorted(Comparator.reverseOrder()).toList()) {
            marks += lanes.getOrDefault(task, List.of()).size();
            if (marks > MARKS) {
                older.add(task);
            }
        }
        return older;
    }

    private static List<String> byCount(Map<String, Long> counts) {
        var lanes = new ArrayList<>(counts.keySet());
        lanes.sort(Comparator.comparingLong((String lane) -> counts.getOrDefault(lane, 0L))
                .thenComparing(Comparator.naturalOrder()));
        return lanes;
    }

    /** Whether half of a lane's ended leases would be under 2 px. */
    static boolean isTooNarrow(List<LeaseSpan> lane, TimeScale scale) {
        long ended = lane.stream().filter(lease -> !lease.isLive()).count();
        long narrow =
                lane.stream().filter(lease -> width(lease, scale) < NARROWEST).count();
        return ended > 1 && narrow * 2 > ended;
    }

    private static double width(LeaseSpan lease, TimeScale scale) {
        Instant end = lease.endedAt();
        return end == null ? Double.MAX_VALUE : scale.px(Duration.between(lease.acquiredAt(), end));
    }
}
