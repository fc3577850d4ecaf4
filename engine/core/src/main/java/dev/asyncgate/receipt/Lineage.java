package dev.asyncgate.receipt;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A part of the receipt graph: whole tasks, joined where one caused another.
 *
 * @param receipts in the order of their positions: parents before children
 * @param tasks the tasks whose receipts these are, in the order of their creation
 * @param open the obligations among the receipts that nothing has discharged yet
 * @param truncated whether receipts beyond the limit were left out
 */
public record Lineage(List<Receipt> receipts, List<LineageTask> tasks, Set<UUID> open, boolean truncated) {

    public Lineage {
        receipts = List.copyOf(receipts);
        tasks = List.copyOf(tasks);
        open = Set.copyOf(open);
    }

    /**
     * What the graph says of a task at the head of its column.
     *
     * @param status the wire name of its state
     * @param owner the creating principal, as {@code kind:id}
     */
    public record LineageTask(UUID taskId, String type, String status, String owner) {}
}
