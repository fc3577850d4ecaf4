package dev.asyncgate.lease;

import java.util.Locale;

/** Why a lease ended. */
public enum LeaseEnd {
    /** The worker completed the task. */
    COMPLETED,
    /** The worker failed the task for good. */
    FAILED,
    /** The worker failed the task, and it waits to be tried again. */
    RETRIED,
    /** The worker gave the task back. */
    RELEASED,
    /** The worker did not renew in time. */
    EXPIRED,
    /** The task was called off. */
    CANCELED,
    /** An operator took the lease away. */
    REVOKED;

    /** The name on the wire and in the database: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The reason of this wire name. */
    public static LeaseEnd ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
