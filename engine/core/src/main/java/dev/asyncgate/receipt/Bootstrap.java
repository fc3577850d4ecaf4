package dev.asyncgate.receipt;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a principal is told when it begins: the shape of old clients.
 *
 * @param relationship null for a person who was never counted
 * @param inbox what is addressed to it, in the order of positions
 * @param latestReceiptId the last of these; when there is none, the receipt after which was asked; null at the beginning.
 *     Whoever goes on from here misses nothing
 */
public record Bootstrap(
        @Nullable Relationship relationship,
        List<LedgerEntry> inbox,
        @Nullable UUID latestReceiptId) {

    public Bootstrap {
        inbox = List.copyOf(inbox);
    }

    /** The anomalies in the inbox. */
    public List<LedgerEntry> anomalies() {
        return inbox.stream()
                .filter(entry -> entry.receipt().type() == ReceiptType.SYSTEM_ANOMALY)
                .toList();
    }
}
