package dev.asyncgate.receipt;

import dev.asyncgate.json.Json;
import dev.asyncgate.principal.Principal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An immutable record of an obligation or of a state change, linked to its causes.
 *
 * @param createdAt when it was stored, by the database's clock; never before its newest parent
 * @param from who emitted it
 * @param to whom it is addressed to
 * @param taskId null for what concerns no task
 * @param leaseId null for what concerns no lease
 * @param scheduleId null for what concerns no schedule
 * @param parents its causes; the obligation first where it discharges one
 * @param hash SHA-256 over its content, 64 lower-case hex digits
 */
public record Receipt(
        UUID receiptId,
        ReceiptType type,
        Instant createdAt,
        Principal from,
        Principal to,
        @Nullable UUID taskId,
        @Nullable UUID leaseId,
        @Nullable UUID scheduleId,
        List<UUID> parents,
        Json body,
        String hash) {

    public Receipt {
        parents = List.copyOf(parents);
    }
}
