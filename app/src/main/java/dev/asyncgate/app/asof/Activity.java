package dev.asyncgate.app.asof;

import dev.asyncgate.lease.LeaseBucket;
import java.time.Duration;
import java.util.List;

/**
 * What went on under the slider.
 *
 * @param buckets those without any lease are left out
 * @param length how long each bucket is
 */
record Activity(Range range, Duration length, List<LeaseBucket> buckets) {

    private static final int BUCKETS = 180;

    Activity {
        buckets = List.copyOf(buckets);
    }

    /** How long a bucket is, so that the range has about as many as can be told apart. */
    static Duration bucketOf(Range range) {
        return Duration.ofSeconds(Math.max(1, Math.ceilDiv(range.length().toSeconds(), BUCKETS)));
    }
}
