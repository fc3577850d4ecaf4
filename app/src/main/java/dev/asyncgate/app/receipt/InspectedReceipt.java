package dev.asyncgate.app.receipt;

import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import dev.asyncgate.receipt.ReceiptHash;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that an inspector shows of a receipt, computed off the FX thread.
 *
 * @param task null for a receipt that concerns no task
 * @param genuine whether the hash, computed anew from the content, is the one that was stored
 * @param parents those that are at hand
 * @param children those that are at hand
 * @param body over several lines
 */
public record InspectedReceipt(
        Receipt receipt,
        @Nullable LineageTask task,
        boolean genuine,
        List<Receipt> parents,
        List<Receipt> children,
        Proof proof,
        List<JsonToken> body) {

    public InspectedReceipt {
        parents = List.copyOf(parents);
        children = List.copyOf(children);
        body = List.copyOf(body);
    }

    public UUID id() {
        return receipt.receiptId();
    }

    /** As its index shows it. */
    public static InspectedReceipt of(ReceiptIndex index, Receipt receipt) {
        return of(index, receipt, index.parents(receipt), index.children(receipt.receiptId()));
    }

    /** With relatives of which the index may not know. */
    static InspectedReceipt of(ReceiptIndex index, Receipt receipt, List<Receipt> parents, List<Receipt> children) {
        return new InspectedReceipt(
                receipt,
                index.task(receipt.taskId()),
                ReceiptHash.isGenuine(receipt),
                parents,
                children,
                Proof.of(index, receipt),
                JsonToken.pretty(receipt.body()));
    }
}
