package dev.asyncgate.app.receipt;

import dev.asyncgate.engine.Inspector;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.receipt.GetLineage;
import dev.asyncgate.receipt.LedgerEntry;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads one receipt with its relatives, of whatever task. Off the FX thread. */
final class ReceiptReads {

    private static final int MOST_OF_TASK = 1000;
    private static final int MOST_CHILDREN = 100;

    private final Inspector inspector;

    ReceiptReads(Inspector inspector) {
        this.inspector = inspector;
    }

    /** Throws RECEIPT_NOT_FOUND, also for one that has been archived. */
    InspectedReceipt read(UUID receiptId) {
        Receipt receipt = inspector.getReceipt(receiptId).receipt();
        UUID task = receipt.taskId();
        Lineage lineage = task == null
                ? new Lineage(List.of(), List.of(), Set.of(), false)
                : inspector.lineage(task, GetLineage.Scope.TASK, MOST_OF_TASK);
        var index = new ReceiptIndex(lineage);
        List<Receipt> children = inspector.receiptChildren(receiptId, MOST_CHILDREN).stream()
                .map(LedgerEntry::receipt)
                .toList();
        return InspectedReceipt.of(index, receipt, parents(index, receipt), children);
    }

    private List<Receipt> parents(ReceiptIndex index, Receipt receipt) {
        var parents = new ArrayList<Receipt>();
        for (UUID id : receipt.parents()) {
            index.receipt(id).or(() -> elsewhere(id)).ifPresent(parents::add);
        }
        return parents;
    }

    /** Empty for a parent that has been archived. */
    private Optional<Receipt> elsewhere(UUID receiptId) {
        try {
            return Optional.of(inspector.getReceipt(receiptId).receipt());
        } catch (GateException e) {
            if (e.code() == ErrorCode.RECEIPT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
