package dev.asyncgate.receiptgate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the deliveries of one program go.
 *
 * @param delivered receipts since it started
 * @param lastDeliveredAt when the last one was, by this machine's clock; null when none was
 * @param lastError why the last call in vain was so, for people; null when none was, and after a delivery
 */
public record Deliveries(
        Breaker breaker,
        long delivered,
        @Nullable Instant lastDeliveredAt,
        @Nullable String lastError) {

    /** Whether ReceiptGate is being called. */
    public enum Breaker {
        /** Receipts go out. */
        CLOSED,
        /** Too many calls found nobody: nothing goes out until a while has passed. */
        OPEN,
        /** One call is tried. */
        HALF_OPEN,
        /** The setting has switched it off: receipts go out whatever happens. */
        OFF
    }
}
