package dev.asyncgate.lease;

import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A worker as its leases show it. One that only waits for work leaves no trace until it is given some.
 *
 * @param instanceId of its newest lease; null when it named none
 * @param capabilities that it offered for its newest lease
 * @param seenAt when it was heard of last: a claim, a start, a renewal or an end
 * @param holds its live leases, the one that runs out first in front
 * @param ended how many of its leases ended how, within the span that was asked for
 * @param mostRenewals the most that one of its leases within the span was renewed
 * @param lateAttempts its calls within the span that were refused because it no longer held the lease
 */
public record SeenWorker(
        Principal worker,
        @Nullable String instanceId,
        List<String> capabilities,
        Instant seenAt,
        List<Held> holds,
        Map<LeaseEnd, Integer> ended,
        int mostRenewals,
        int lateAttempts) {

    public SeenWorker {
        capabilities = List.copyOf(capabilities);
        holds = List.copyOf(holds);
        ended = Map.copyOf(ended);
    }

    /** A lease that it has now. */
    public record Held(UUID leaseId, UUID taskId, String type, Instant expiresAt) {}

    public int leasesEnded() {
        return ended.values().stream().mapToInt(Integer::intValue).sum();
    }
}
