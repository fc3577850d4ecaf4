package dev.asyncgate.receiptgate;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's receipts still have before them on their way to a ReceiptGate.
 *
 * @param waiting receipts that will be tried, or tried again
 * @param parked receipts that failed too often and wait for an operator
 * @param oldestAt when the oldest receipt that waits was written; null when none does
 * @param latestParked the receipts parked last, the last one first, at most 100
 */
public record Backlog(long waiting, long parked, @Nullable Instant oldestAt, List<Parked> latestParked) {

    /** More receipts than this, waiting or parked, are an anomaly. */
    public static final int ANOMALOUS = 1_000;

    public Backlog {
        latestParked = List.copyOf(latestParked);
    }

    /**
     * A receipt that failed too often.
     *
     * @param attempts calls in vain
     * @param lastError why the last one was, for people
     */
    public record Parked(UUID receiptId, @Nullable UUID taskId, Instant parkedAt, int attempts, String lastError) {}
}
