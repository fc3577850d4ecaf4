package dev.asyncgate.task;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work.
 *
 * @param payloadPointer where the payload is; {@code inline://task/{id}} when it is here
 * @param createdBy the owner; never changes
 * @param principalAi who owns the obligation in the larger system
 * @param priority higher first
 * @param attempt failures reported so far, from 0
 * @param nextEligibleAt not claimable before; null when claimable at once, and once leased
 * @param startedAt when the current or the last lease's holder started; null before
 * @param result null until the task has ended
 */
public record Task(
        UUID taskId,
        String type,
        Json payload,
        String payloadPointer,
        Principal createdBy,
        String principalAi,
        Requirements requirements,
        @Nullable String expectedOutcomeKind,
        @Nullable String expectedArtifactMime,
        int priority,
        TaskStatus status,
        int attempt,
        int maxAttempts,
        Duration retryBackoff,
        @Nullable String idempotencyKey,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextEligibleAt,
        @Nullable Instant startedAt,
        @Nullable TaskResult result) {}
