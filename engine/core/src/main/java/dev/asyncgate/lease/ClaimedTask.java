package dev.asyncgate.lease;

import dev.asyncgate.json.Json;
import dev.asyncgate.task.Requirements;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that a worker has just claimed, with the lease it holds on it.
 *
 * @param attempt failures reported so far
 * @param expiresAt when the lease ends unless it is renewed, by the database's clock
 */
public record ClaimedTask(
        UUID taskId,
        UUID leaseId,
        String type,
        Json payload,
        String payloadPointer,
        String principalAi,
        int attempt,
        Instant expiresAt,
        Requirements requirements,
        @Nullable String expectedOutcomeKind,
        @Nullable String expectedArtifactMime) {}
