package dev.asyncgate.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease as the timeline draws it.
 *
 * @param type the type of its task
 * @param ttl the time it was claimed for
 * @param expiresAt when it ends, or would have ended, unless renewed
 * @param renewals when it was renewed, oldest first
 * @param startedAt when its holder started; null before
 * @param endedAt null while it is live
 * @param endReason null while it is live
 * @param lateAttempts calls of its holder that were refused after it had ended, oldest first
 */
public record LeaseSpan(
        UUID leaseId,
        UUID taskId,
        String type,
        String workerId,
        @Nullable String workerInstanceId,
        List<String> capabilities,
        Instant acquiredAt,
        Duration ttl,
        Instant expiresAt,
        List<Renewal> renewals,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable LeaseEnd endReason,
        List<LateAttempt> lateAttempts) {

    public LeaseSpan {
        capabilities = List.copyOf(capabilities);
        renewals = List.copyOf(renewals);
        lateAttempts = List.copyOf(lateAttempts);
    }

    /** Whether it has not ended; it may have run out, and wait for the sweep. */
    public boolean isLive() {
        return endedAt == null;
    }

    /** The lease as it was known at an instant; empty when it had not been acquired. */
    public Optional<LeaseSpan> asOf(Instant at) {
        if (acquiredAt.isAfter(at)) {
            return Optional.empty();
        }
        List<Renewal> known =
                renewals.stream().filter(renewal -> !renewal.at().isAfter(at)).toList();
        boolean hadEnded = endedAt != null && !endedAt.isAfter(at);
        return Optional.of(new LeaseSpan(
                leaseId,
                taskId,
                type,
                workerId,
                workerInstanceId,
                capabilities,
                acquiredAt,
                ttl,
                known.isEmpty() ? acquiredAt.plus(ttl) : known.getLast().expiresAt(),
                known,
                startedAt == null || startedAt.isAfter(at) ? null : startedAt,
                hadEnded ? endedAt : null,
                hadEnded ? endReason : null,
                lateAttempts.stream().filter(late -> !late.at().isAfter(at)).toList()));
    }

    /** A renewal: when, and until when it bought time. */
    public record Renewal(Instant at, Instant expiresAt) {}

    /** A call that was refused because its caller no longer held the lease. */
    public record LateAttempt(Instant at, String operation, String code) {}
}
