package dev.asyncgate.app.obligations;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.receipt.ExplainedObligation;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptType;
import dev.asyncgate.receipt.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The receipts that lead from an obligation to what closed it, could not close it, or happened last. */
final class ObligationPath {

    /** A longer path keeps its first receipt and its last ones. */
    static final int MOST = 6;

    private ObligationPath() {}

    /** In the order of their positions, the obligation first. */
    static List<Receipt> of(ReceiptIndex index, ExplainedObligation explained) {
        Receipt obligation = explained.obligation();
        List<Receipt> all = index.ofTask(ReceiptIndex.taskOf(obligation));
        Set<UUID> kept = new HashSet<>(Set.of(obligation.receiptId()));
        for (UUID end : ends(index, explained.why(), all)) {
            keepWithAncestors(index, end, kept);
        }
        List<Receipt> path = all.stream()
                .filter(receipt -> kept.contains(receipt.receiptId()))
                .toList();
        return shortened(path);
    }

    private static List<UUID> ends(ReceiptIndex index, Why why, List<Receipt> all) {
        return switch (why) {
            case Why.Discharged(UUID receiptId, var type, var at) -> List.of(receiptId);
            case Why.Unproven(UUID receiptId, var at, var worker) -> withAnomalies(index, receiptId);
            default -> last(all);
        };
    }

    private static List<UUID> withAnomalies(ReceiptIndex index, UUID completed) {
        var ends = new ArrayList<UUID>();
        ends.add(completed);
        index.children(completed).stream()
                .filter(child -> child.type() == ReceiptType.SYSTEM_ANOMALY)
                .forEach(child -> ends.add(child.receiptId()));
        return ends;
    }

    /** Of what is under way, progress tells nothing here. */
    private static List<UUID> last(List<Receipt> all) {
        return all.stream()
                .filter(receipt -> receipt.type() != ReceiptType.TASK_PROGRESS)
                .filter(receipt -> receipt.type() != ReceiptType.RECEIPT_ACKNOWLEDGED)
                .max(Comparator.comparingInt(all::indexOf))
                .map(receipt -> List.of(receipt.receiptId()))
                .orElse(List.of());
    }

    private static void keepWithAncestors(ReceiptIndex index, UUID end, Set<UUID> kept) {
        var next = new ArrayDeque<>(List.of(end));
        while (!next.isEmpty()) {
            UUID id = next.pop();
            if (kept.add(id)) {
                index.receipt(id).ifPresent(receipt -> next.addAll(receipt.parents()));
            }
        }
    }

    private static List<Receipt> shortened(List<Receipt> path) {
        if (path.size() <= MOST) {
            return path;
        }
        var kept = new ArrayList<Receipt>();
        kept.add(path.getFirst());
        kept.addAll(path.subList(path.size() - MOST + 1, path.size()));
        return kept;
    }
}
