package dev.asyncgate.task;

/**
 * The answer to a cancellation.
 *
 * @param ok whether this call canceled the task; false when it had ended before
 * @param status the task's now
 */
public record Cancellation(boolean ok, TaskStatus status) {}
