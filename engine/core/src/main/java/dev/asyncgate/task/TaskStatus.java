package dev.asyncgate.task;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a task stands. The transitions here, those of the diagram in ARCHITECTURE.md and those that the database's
 * trigger lets pass are the same; a test tries every pair against all three.
 */
public enum TaskStatus {
    /** Waits for a worker; also after a retry, an expiry, a release or a revocation. */
    QUEUED,
    /** A worker holds a lease and has not started. */
    LEASED,
    /** A worker holds a lease and has started. */
    RUNNING,
    /** Final: completed by a worker. */
    SUCCEEDED,
    /** Final: failed for good. */
    FAILED,
    /** Final: called off. */
    CANCELED;

    /** The states that a task may move to from this one. */
    public Set<TaskStatus> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(LEASED, CANCELED);
            case LEASED -> EnumSet.of(RUNNING, QUEUED, SUCCEEDED, FAILED, CANCELED);
            case RUNNING -> EnumSet.of(QUEUED, SUCCEEDED, FAILED, CANCELED);
            case SUCCEEDED, FAILED, CANCELED -> EnumSet.noneOf(TaskStatus.class);
        };
    }

    /** Whether nothing can change the task any more. */
    public boolean isTerminal() {
        return next().isEmpty();
    }

    /** The name on the wire and in the database: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this wire name. */
    public static TaskStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
