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
 * @param held whether it is kept out of the queue until an operator resumes it
 * @param heldReason null when it is not held, or no reason was given
 * @param progress null until one was reported
 * @param result null until the task has ended
 * @param amendment null unless evidence was supplied later
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
        boolean held,
        @Nullable String heldReason,
        @Nullable Progress progress,
        @Nullable TaskResult result,
        @Nullable Amendment amendment) {

    /** What its worker reported last, and as which report of its lease, from 1. */
    public record Progress(int number, Instant at, Json progress) {}

    /** What its worker supplied after a completion that could not be located; one of the two may be null. */
    public record Amendment(
            Instant at, @Nullable Json artifacts, @Nullable Json deliveryProof) {}
}
