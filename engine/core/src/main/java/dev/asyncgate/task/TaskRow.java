package dev.asyncgate.task;

import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as a line of a list: what can be told without its payload.
 *
 * @param workerId the worker of its live lease, else of its last one; null when nobody has claimed it
 * @param leaseExpiresAt when its live lease ends unless it is renewed; null without one
 * @param completedAt null until it has ended
 */
public record TaskRow(
        UUID taskId,
        String type,
        TaskStatus status,
        Principal createdBy,
        @Nullable String workerId,
        int attempt,
        int maxAttempts,
        int priority,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextEligibleAt,
        @Nullable Instant leaseExpiresAt,
        @Nullable Instant completedAt) {}
