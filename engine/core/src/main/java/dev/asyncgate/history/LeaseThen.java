package dev.asyncgate.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lease that was live at an instant, as it was known then.
 *
 * @param type the type of its task
 * @param startedAt null when its holder had not started
 * @param expiresAt by the renewals until then
 * @param renewals how many there had been
 */
public record LeaseThen(
        UUID leaseId,
        UUID taskId,
        String type,
        String workerId,
        Instant acquiredAt,
        @Nullable Instant startedAt,
        Instant expiresAt,
        int renewals) {}
