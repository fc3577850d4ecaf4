package dev.asyncgate.receipt;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** The graph as it was at an instant: without what was written later, and with the states and what was owed then. */
    public Lineage asOf(Instant at) {
        List<Receipt> known = receipts.stream()
                .filter(receipt -> !receipt.createdAt().isAfter(at))
                .toList();
        Map<UUID, String> states = new HashMap<>();
        Set<UUID> owed = new HashSet<>();
        known.stream().sorted(Comparator.comparing(Receipt::createdAt)).forEach(receipt -> {
            String state = stateAfter(receipt.type());
            if (state != null && receipt.taskId() != null) {
                states.put(receipt.taskId(), state);
            }
            if (receipt.type() == ReceiptType.TASK_ASSIGNED) {
                owed.add(receipt.receiptId());
            } else if (receipt.type().isTerminator()) {
                receipt.parents().forEach(owed::remove);
            }
        });
        List<LineageTask> then = tasks.stream()
                .filter(task -> states.containsKey(task.taskId()))
                .map(task -> new LineageTask(
                        task.taskId(), task.type(), Objects.requireNonNull(states.get(task.taskId())), task.owner()))
                .toList();
        return new Lineage(known, then, owed, truncated);
    }

    /** The wire name of the state that a receipt puts its task in; null when it changes none. */
    private static @Nullable String stateAfter(ReceiptType type) {
        return switch (type) {
            case TASK_ASSIGNED, TASK_RETRY_SCHEDULED, LEASE_EXPIRED, LEASE_RELEASED, LEASE_REVOKED -> "queued";
            case TASK_ACCEPTED -> "leased";
            case TASK_STARTED -> "running";
            case TASK_COMPLETED -> "succeeded";
            case TASK_FAILED -> "failed";
            case TASK_CANCELED -> "canceled";
            default -> null;
        };
    }

    /**
     * What the graph says of a task at the head of its column.
     *
     * @param status the wire name of its state
     * @param owner the creating principal, as {@code kind:id}
     */
    public record LineageTask(UUID taskId, String type, String status, String owner) {}
}
