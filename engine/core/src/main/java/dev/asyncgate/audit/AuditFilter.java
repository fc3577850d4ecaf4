package dev.asyncgate.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which audit events a list shows; every part narrows it, a null one does not.
 *
 * @param actor {@code kind:id}, or an id of any kind
 * @param from the earliest instant, included
 * @param to the latest instant, excluded
 */
public record AuditFilter(
        @Nullable AuditKind kind,
        @Nullable String operation,
        @Nullable String actor,
        @Nullable UUID taskId,
        @Nullable UUID leaseId,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Every event. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null, null);

    /** The events of one kind. */
    public static AuditFilter ofKind(AuditKind kind) {
        return new AuditFilter(kind, null, null, null, null, null, null);
    }
}
