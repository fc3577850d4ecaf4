package dev.asyncgate.task;

import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as a line of a list: what can be told without its payload.
 *
 * @param payloadPointer where the payload is
 * @param principalAi who owns the obligation in the larger system
 * @param workerId the worker of its live lease, else of its last one; null when nobody has claimed it
 * @param leaseExpiresAt when its live lease ends unless it is renewed; null without one
 * @param startedAt when the current or the last lease's holder started; null before
 * @param completedAt null until it has ended
 * @param heldReason null when it is not held, or no reason was given
 * @param typePaused whether nothing of its type is handed out now
 */
public record TaskRow(
        UUID taskId,
        String type,
        TaskStatus status,
        Principal createdBy,
        String payloadPointer,
        String principalAi,
        Requirements requirements,
        @Nullable String expectedOutcomeKind,
        @Nullable String expectedArtifactMime,
        @Nullable String workerId,
        int attempt,
        int maxAttempts,
        int priority,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextEligibleAt,
        @Nullable Instant leaseExpiresAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        boolean held,
        @Nullable String heldReason,
        boolean typePaused) {}
