package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.lineage.LineageSummary;
import dev.asyncgate.lineage.LineageSummary.Lanes;
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
 * @param tasksIn what the columns stand for where every task is one node; null where tasks are drawn by their receipts
 * @param summary of a tree with so many tasks that they are counted; null where they are drawn
 */
public record Drawing(
        ReceiptIndex index,
        Placement<UUID, UUID> receiptPlaces,
        Placement<UUID, String> taskPlaces,
        Set<UUID> collapsed,
        @Nullable Lanes tasksIn,
        Graph graph,
        @Nullable LineageSummary summary) {

    /** With more tasks than this they are counted by lane and time, unless somebody wants to see each. */
    public static final int MOST_TASKS = 2_000;

    /** With more receipts than this every task is drawn as one node, unless somebody wants to see each. */
    public static final int MOST_RECEIPTS = 2_000;

    public Drawing {
        collapsed = Set.copyOf(collapsed);
    }

    /** The picture of a lineage, nothing having been drawn before. */
    public static Drawing of(
            ReceiptIndex index, Set<UUID> collapsed, @Nullable Lanes tasksIn, TaskGraphLayout.Words words) {
        return draw(index, Placement.empty(), Placement.empty(), collapsed, tasksIn, words);
    }

    /** The picture of a tree that is counted; {@code task} is the one that was asked for. */
    public static Drawing of(LineageSummary summary, LineageTask task, TaskGraphLayout.Words words) {
        var index = new ReceiptIndex(new Lineage(List.of(), List.of(task), Set.of(), false));
        return new Drawing(
                index,
                Placement.empty(),
                Placement.empty(),
                Set.of(),
                null,
                BucketGraphLayout.of(summary, words),
                summary);
    }

    /** Whether every task is one node. */
    public boolean isOfTasks() {
        return tasksIn != null;
    }

    /** Whether tasks are counted by lane and time. */
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
    public Drawing next(
            ReceiptIndex grown, Set<UUID> nowCollapsed, @Nullable Lanes nowIn, TaskGraphLayout.Words words) {
        return draw(grown, receiptPlaces, taskPlaces, nowCollapsed, nowIn, words);
    }

    private static Drawing draw(
            ReceiptIndex index,
            Placement<UUID, UUID> receipts,
            Placement<UUID, String> tasks,
            Set<UUID> collapsed,
            @Nullable Lanes tasksIn,
            TaskGraphLayout.Words words) {
        if (tasksIn != null) {
            Placement<UUID, String> places = TaskGraphLayout.place(index, tasksIn, tasks);
            Graph graph = TaskGraphLayout.of(index, tasksIn, places, words);
            return new Drawing(index, receipts, places, collapsed, tasksIn, graph, null);
        }
        Placement<UUID, UUID> places = GraphLayout.place(index, receipts);
        return new Drawing(index, places, tasks, collapsed, null, GraphLayout.of(index, places, collapsed), null);
    }
}
