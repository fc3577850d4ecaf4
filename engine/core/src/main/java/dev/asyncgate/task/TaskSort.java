package dev.asyncgate.task;

/** The order of a list of tasks; equal ones follow by id. */
public enum TaskSort {
    NEWEST_FIRST,
    OLDEST_FIRST,
    /** Those that have ended, the latest first; then those that have not, the newest first. */
    LAST_ENDED_FIRST,
    /** Those that have not ended, in the order in which workers are served; then those that have, the latest first. */
    HIGHEST_PRIORITY_FIRST
}
