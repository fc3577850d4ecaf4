package dev.asyncgate.receipt;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with where it stands in its ledger and what has become of it since; of this nothing enters its hash.
 *
 * @param position rises with each transaction that wrote receipts; those of one transaction share it and follow each
 *     other by their ids
 * @param asyncgateInstance the program that wrote it
 * @param traceId under which name its caller knew it; null when nobody gave it one
 * @param deliveredAt when whom it is addressed to first fetched it; null while nobody has
 */
public record LedgerEntry(
        Receipt receipt,
        long position,
        String asyncgateInstance,
        @Nullable String traceId,
        @Nullable Instant deliveredAt) {}
