package dev.asyncgate.task;

/** The order of a list of tasks; equal ones follow by id. */
public enum TaskSort {
    NEWEST_FIRST,
    OLDEST_FIRST,
    HIGHEST_PRIORITY_FIRST
}
