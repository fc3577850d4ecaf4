package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseWindow;
import dev.asyncgate.lease.NextExpiry.Expiry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the database brought.
 *
 * @param counted whether there are too many to draw each, so that some are to be counted
 * @param bucketLength how long a bucket is that is wide enough to see
 * @param nextExpiry null while no lease is live
 */
record LeaseData(
        LeaseWindow leases,
        LaneBy laneBy,
        boolean counted,
        Duration bucketLength,
        @Nullable Expiry nextExpiry) {}
