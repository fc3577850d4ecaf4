package dev.asyncgate.receipt;

import dev.asyncgate.principal.Principal;
import java.time.Instant;

/**
 * Since when a principal has been asking for what it owes and is owed.
 *
 * @param sessionsCount how often it has asked
 */
public record Relationship(Principal principal, Instant firstSeenAt, Instant lastSeenAt, long sessionsCount) {}
