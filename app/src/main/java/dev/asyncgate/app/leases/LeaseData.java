package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.lease.NextExpiry.Expiry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the database brought.
 *
 * @param buckets the same leases counted by lane; empty when there are few enough to show each
 * @param bucketLength how long each bucket is
 * @param nextExpiry null while no lease is live
 */
record LeaseData(
        LeaseWindow leases,
        LaneBy laneBy,
        List<LeaseBucket> buckets,
        Duration bucketLength,
        @Nullable Expiry nextExpiry) {

    LeaseData {
        buckets = List.copyOf(buckets);
    }

    /** Whether there are more leases in the window than were brought one by one. */
    boolean isTruncated() {
        return leases.total() > leases.leases().size();
    }
}
