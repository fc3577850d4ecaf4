package dev.asyncgate.app.receipts;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.app.receipts.graph.Drawing;
import dev.asyncgate.app.receipts.graph.Graph;
import dev.asyncgate.app.receipts.graph.GraphNode;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds receipts by a part of what is written on them: type, ids, principals, and the type of their task. */
final class Search {

    private Search() {}

    /** What of a drawing holds the text in any case, in its order: receipts, or where tasks are counted those of a column. */
    static List<UUID> find(Drawing drawing, String text) {
        return drawing.isOfBuckets() ? find(drawing.graph(), text) : find(drawing.index(), text);
    }

    private static List<UUID> find(Graph graph, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        var found = new ArrayList<UUID>();
        graph.nodes().forEach(node -> {
            if (node instanceof GraphNode.BucketNode it
                    && graph.column(node).title().toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(it.id());
            }
        });
        return found;
    }

    static List<UUID> find(ReceiptIndex index, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return index.receipts().stream()
                .filter(receipt -> written(index, receipt)
                        .anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(wanted)))
                .map(Receipt::receiptId)
                .toList();
    }

    private static Stream<String> written(ReceiptIndex index, Receipt receipt) {
        LineageTask task = index.task(receipt.taskId());
        return Stream.of(
                receipt.type().wireName(),
                receipt.receiptId().toString(),
                receipt.from().toString(),
                receipt.to().toString(),
                String.valueOf(receipt.taskId()),
                receipt.leaseId() == null ? "" : receipt.leaseId().toString(),
                task == null ? "" : task.type());
    }
}
