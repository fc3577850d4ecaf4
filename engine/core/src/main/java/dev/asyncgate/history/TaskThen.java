package dev.asyncgate.history;

import dev.asyncgate.principal.Principal;
import dev.asyncgate.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stood at an instant.
 *
 * @param attempt failures reported until then
 * @param nextEligibleAt as it was known then; null when it was claimable at once, and while it was leased
 * @param held whether it was kept out of the queue; never of one that had ended
 * @param lease the one that was live; null without one
 * @param endedAt null when it had not ended
 * @param statusNow what has become of it
 */
public record TaskThen(
        UUID taskId,
        String type,
        Principal createdBy,
        Instant createdAt,
        TaskStatus status,
        int priority,
        int attempt,
        int maxAttempts,
        @Nullable Instant nextEligibleAt,
        boolean held,
        @Nullable LeaseThen lease,
        @Nullable Instant endedAt,
        TaskStatus statusNow) {

    /** Whether it is in another state now. */
    public boolean hasChangedSince() {
        return status != statusNow;
    }
}
