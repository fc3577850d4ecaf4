package dev.asyncgate.audit;

import dev.asyncgate.json.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, or was refused what.
 *
 * @param actorKind of a principal; {@code key} or {@code address} where a call had not come to naming one
 * @param subject a type, key or worker, where it is none of the ids
 * @param code of a refusal
 * @param address where a call over the network came from
 * @param before what the act changed, as it was
 * @param after and as it is since
 */
public record AuditEvent(
        UUID eventId,
        Instant at,
        AuditKind kind,
        String operation,
        String actorKind,
        String actorId,
        @Nullable UUID taskId,
        @Nullable UUID leaseId,
        @Nullable UUID receiptId,
        @Nullable String subject,
        @Nullable String code,
        @Nullable String reason,
        @Nullable String address,
        @Nullable Json before,
        @Nullable Json after) {}
