package dev.asyncgate.task;

import dev.asyncgate.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended.
 *
 * @param outcome {@link TaskStatus#SUCCEEDED}, {@link TaskStatus#FAILED} or {@link TaskStatus#CANCELED}
 * @param result null unless succeeded
 * @param error null unless failed or canceled
 * @param artifacts a list or an object by which the work can be found; null when none was given
 */
public record TaskResult(
        TaskStatus outcome,
        @Nullable Json result,
        @Nullable Json error,
        @Nullable Json artifacts,
        @Nullable Json deliveryProof,
        Instant completedAt) {}
