package dev.asyncgate.task;

import java.util.UUID;

/**
 * The answer to a creation.
 *
 * @param existing whether a task with the idempotency key was there already; then nothing was written
 * @param matched whether the request equals the one that created the task; true for a new one
 */
public record CreatedTask(UUID taskId, TaskStatus status, boolean existing, boolean matched) {}
