package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Six hours of live leases in buckets of two minutes. Immutable. */
record Overview(TimeWindow range, List<LeaseBucket> buckets) {

    static final Duration BUCKET = Duration.ofMinutes(2);
    static final int COUNT = 183;
    private static final Duration LENGTH = BUCKET.multipliedBy(COUNT);
    private static final Duration AHEAD = Duration.ofMinutes(6);

    Overview {
        buckets = List.copyOf(buckets);
    }

    /** What is known of it, in order of time. */
    static Overview of(TimeWindow range, LeaseCounts counts, Instant now) {
        return new Overview(
                range,
                counts.known(LeaseBuckets.Lane.ALL, BUCKET, range, now).stretches().stream()
                        .map(LeaseCounts.Stretch::bucket)
                        .sorted(Comparator.comparing(LeaseBucket::from))
                        .toList());
    }

    /** Up to now and a little beyond; where the timeline looks further back, the hours around that. */
    static TimeWindow rangeFor(TimeWindow shown, Instant now) {
        Instant end = LevelOfDetail.bucketStart(now.plus(AHEAD), BUCKET).plus(BUCKET);
        Instant from = end.minus(LENGTH);
        if (shown.from().isBefore(from) && shown.length().compareTo(LENGTH) < 0) {
            from = LevelOfDetail.bucketStart(shown.from().minus(LENGTH.dividedBy(2)), BUCKET);
        }
        return new TimeWindow(from, from.plus(LENGTH));
    }
}
