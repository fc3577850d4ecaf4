package dev.asyncgate.receipt;

import org.jspecify.annotations.Nullable;

/**
 * An obligation, and why it stands as it does.
 *
 * @param taskType null for what concerns no task
 * @param status the wire name of its task's state; null for what concerns no task
 */
public record ExplainedObligation(
        Receipt obligation,
        @Nullable String taskType,
        @Nullable String status,
        Why why) {}
