package dev.asyncgate.app.anomalies;

import dev.asyncgate.receipt.Receipt;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a {@code system.anomaly} can report; each has texts that say what it means and what to do. */
enum AnomalyKind {
    LOCATABILITY_MISSING,
    MAX_ATTEMPTS_EXCEEDED,
    REPEATED_LEASE_EXPIRY,
    REPEATED_INVALID_LEASE,
    EXCESSIVE_RENEWALS,
    TASK_HELD,
    RECEIPT_BACKLOG,
    STALE_SCHEDULE,
    /** One that this program does not know yet. */
    OTHER;

    /** As the body of the receipt names it. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AnomalyKind of(Receipt receipt) {
        String name = wireName(receipt);
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    /** The name that the receipt's body gives, known or not; empty when it gives none. */
    static String wireName(Receipt receipt) {
        JsonNode kind = receipt.body().node().path("kind");
        return kind.isString() ? kind.stringValue() : "";
    }
}
