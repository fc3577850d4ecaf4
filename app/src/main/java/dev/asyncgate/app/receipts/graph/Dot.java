package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.receipt.Lineage.LineageTask;
import dev.asyncgate.receipt.Receipt;
import java.util.UUID;

/** Writes the receipts of an index as a graph in the DOT language (graphviz.org/doc/info/lang.html). */
public final class Dot {

    private Dot() {}

    /** Every receipt of a drawing; where tasks are counted, what was counted. */
    public static String of(Drawing drawing) {
        return drawing.isOfBuckets() ? of(drawing.graph()) : of(drawing.index());
    }

    private static String of(Graph graph) {
        var out = new StringBuilder("digraph tasks {\n  rankdir=LR;\n  node [shape=box, fontname=\"Inter\"];\n");
        graph.nodes().forEach(node -> {
            if (node instanceof GraphNode.BucketNode it) {
                var bucket = it.bucket();
                out.append("  %s [label=\"%s\\n%s\\n%d tasks, %d open\"];\n"
                        .formatted(
                                id(it.id()),
                                quoted(graph.column(node).title()).replace("\"", ""),
                                bucket.key().from(),
                                bucket.tasks(),
                                bucket.open()));
            }
        });
        graph.edges()
                .forEach(edge -> out.append(
                        "  %s -> %s [label=%d];\n".formatted(id(edge.from()), id(edge.to()), edge.number())));
        return out.append("}\n").toString();
    }

    static String of(ReceiptIndex index) {
        var out = new StringBuilder("digraph receipts {\n  rankdir=TB;\n  node [shape=box, fontname=\"Inter\"];\n");
        int number = 0;
        for (LineageTask task : index.tasks()) {
            out.append("  subgraph cluster_%d {\n    label=%s;\n"
                    .formatted(number++, quoted(task.type() + " " + task.taskId() + " " + task.status())));
            index.ofTask(task.taskId()).forEach(receipt -> out.append("    ").append(node(index, receipt)));
            out.append("  }\n");
        }
        for (Receipt receipt : index.receipts()) {
            index.parents(receipt).forEach(parent -> out.append("  ").append(edge(parent, receipt)));
        }
        return out.append("}\n").toString();
    }

    private static String node(ReceiptIndex index, Receipt receipt) {
        String label = receipt.type().wireName() + "\\n" + receipt.createdAt();
        String shape = switch (index.role(receipt)) {
            case OBLIGATION -> index.isOpen(receipt.receiptId()) ? "hexagon, color=orange" : "hexagon";
            case TERMINATOR -> "box, style=rounded";
            case WITHOUT_PROOF -> "box, style=\"rounded,dashed\", color=orange";
            case ANOMALY -> "box, style=dashed, color=orange";
            case OTHER -> "box";
        };
        return "%s [label=\"%s\", shape=%s];\n".formatted(id(receipt.receiptId()), label, shape);
    }

    private static String edge(Receipt parent, Receipt child) {
        String style = ReceiptIndex.discharges(child, parent) ? " [penwidth=2.4, arrowhead=none]" : "";
        return "%s -> %s%s;\n".formatted(id(parent.receiptId()), id(child.receiptId()), style);
    }

    private static String id(UUID id) {
        return "\"" + id + "\"";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
