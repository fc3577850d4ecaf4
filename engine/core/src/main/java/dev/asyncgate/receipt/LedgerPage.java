package dev.asyncgate.receipt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of receipts.
 *
 * @param nextCursor opaque, the way to the next page; null when this one held fewer than asked for. The id of its last
 *     receipt then serves to go on later
 */
public record LedgerPage(
        List<LedgerEntry> entries, @Nullable String nextCursor) {

    public LedgerPage {
        entries = List.copyOf(entries);
    }
}
