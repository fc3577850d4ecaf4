package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.receipt.Lineage;
import dev.asyncgate.receipt.Lineage.LineageTask;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lineage together with its places and its picture: made off the FX thread, shown on it, and what the next one grows
 * from. Immutable.
 *
 * @param collapsed the tasks drawn as one node each; of no effect where all are
 * @param isOfTasks whether every task is one node
 * @param summary of a tree with so many tasks that they are counted; null where they are drawn
 */
public record Drawing(
        ReceiptIndex index,
        Placement<UUID, UUID> receiptPlaces,
        Placement<UUID, Integer> taskPlaces,
        Set<UUID> collapsed,
        boolean isOfTasks,
        Graph graph,
        @Nullable LineageSummary summary) {

    /** With more tasks than this they are counted by type and time, unless somebody wants to see each. */
    public static final int MOST_TASKS = 2_000;

    /** With more receipts than this every task is drawn as one node, unless somebody wants to see each. */
    public static final int MOST_RECEIPTS = 2_000;

    public Drawing {
        collapsed = Set.copyOf(collapsed);
    }

    /** The picture of a lineage, nothing having been drawn before. */
    public static Drawing of(ReceiptIndex index, Set<UUID> collapsed, boolean ofTasks, TaskGraphLayout.Words words) {
        return draw(index, Placement.empty(), Placement.empty(), collapsed, ofTasks, words);
    }

    /** The picture of a tree that is counted; {@code task} is the one that was asked for. */
    public static Drawing of(LineageSummary summary, LineageTask task, TaskGraphLayout.Words words) {
        var index = new ReceiptIndex(new Lineage(List.of(), List.of(task), Set.of(), false));
        return new Drawing(
                index,
                Placement.empty(),
                Placement.empty(),
                Set.of(),
                false,
                BucketGraphLayout.of(summary, words),
                summary);
    }

    /** Whether tasks are counted by type and time. */
    public boolean isOfBuckets() {
        return summary != null;
    }

    public long receipts() {
        return summary == null ? index.receipts().size() : summary.receipts();
    }

    public long tasks() {
        return summary == null ? index.tasks().size() : summary.tasks();
    }

    /** How many obligations are open. */
    public long open() {
        return summary == null ? index.lineage().open().size() : summary.open();
    }

    /** The picture of a lineage that has grown or whose collapsed tasks have changed; what was drawn stays in place. */
    public Drawing next(ReceiptIndex grown, Set<UUID> nowCollapsed, boolean ofTasks, TaskGraphLayout.Words words) {
        return draw(grown, receiptPlaces, taskPlaces, nowCollapsed, ofTasks, words);
    }

    private static Drawing draw(
            ReceiptIndex index,
            Placement<UUID, UUID> receipts,
            Placement<UUID, Integer> tasks,
            Set<UUID> collapsed,
            boolean ofTasks,
            TaskGraphLayout.Words words) {
        if (ofTasks) {
            Placement<UUID, Integer> places = TaskGraphLayout.place(index, tasks);
            return new Drawing(
                    index, receipts, places, collapsed, true, TaskGraphLayout.of(index, places, words), null);
        }
        Placement<UUID, UUID> places = GraphLayout.place(index, receipts);
        return new Drawing(index, places, tasks, collapsed, false, GraphLayout.of(index, places, collapsed), null);
    }
}
