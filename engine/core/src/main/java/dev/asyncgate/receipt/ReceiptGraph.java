package dev.asyncgate.receipt;

import java.util.List;
import java.util.UUID;

/**
 * The receipts within some steps of a task or a receipt, and how they follow from each other.
 *
 * @param entries in the order of their positions: parents before children
 * @param edges between these receipts
 * @param truncated whether there is more beyond the depth or the limit
 */
public record ReceiptGraph(List<LedgerEntry> entries, List<Edge> edges, boolean truncated) {

    public ReceiptGraph {
        entries = List.copyOf(entries);
        edges = List.copyOf(edges);
    }

    /** That a receipt is a cause of another. */
    public record Edge(UUID parent, UUID child, ReceiptType childType) {}
}
