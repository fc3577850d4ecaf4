package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipt.ReceiptIndex;
import dev.asyncgate.receipt.Receipt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Orders in which the columns of tasks can stand: each task followed by those that it caused. */
final class ColumnOrder {

    private final Map<UUID, List<UUID>> caused = new LinkedHashMap<>();
    private final List<UUID> roots = new ArrayList<>();

    /** {@code created} are the tasks in the order of their creation. */
    ColumnOrder(ReceiptIndex index, List<UUID> created) {
        for (UUID task : created) {
            index.ofTask(task).stream()
                    .flatMap(receipt -> index.parents(receipt).stream())
                    .map(ReceiptIndex::taskOf)
                    .filter(cause -> !cause.equals(task))
                    .findFirst()
                    .ifPresentOrElse(
                            cause -> caused.computeIfAbsent(cause, ignored -> new ArrayList<>())
                                    .add(task),
                            () -> roots.add(task));
        }
    }

    /** What a task caused first stands next to it. */
    List<UUID> eldestFirst() {
        return walk(false);
    }

    /** What a task caused last stands next to it, so that the way to the others lies above. */
    List<UUID> youngestFirst() {
        return walk(true);
    }

    private List<UUID> walk(boolean youngestFirst) {
        Set<UUID> order = new LinkedHashSet<>();
        roots.forEach(root -> add(root, youngestFirst, order));
        caused.values().forEach(children -> children.forEach(child -> add(child, youngestFirst, order)));
        return List.copyOf(order);
    }

    /** Depth first, without recursion: a chain of delegations may be long. */
    private void add(UUID first, boolean youngestFirst, Set<UUID> order) {
        List<UUID> stack = new ArrayList<>(List.of(first));
        while (!stack.isEmpty()) {
            UUID task = stack.removeLast();
            if (order.add(task)) {
                List<UUID> children = caused.getOrDefault(task, List.of());
                stack.addAll(youngestFirst ? children : children.reversed());
            }
        }
    }

    /** How many columns that are busy in its row the edges between tasks pass; one that runs back counts as two. */
    static int passed(ReceiptIndex index, Placement<UUID, UUID> placement) {
        Map<Integer, BitSet> busy = new HashMap<>();
        for (Receipt receipt : index.receipts()) {
            Placement.Slot slot = placement.slot(receipt.receiptId());
            busy.computeIfAbsent(slot.column(), ignored -> new BitSet()).set(slot.row());
        }
        int passed = 0;
        for (Receipt child : index.receipts()) {
            LayoutTime.check();
            int to = placement.slot(child.receiptId()).column();
            for (Receipt parent : index.parents(child)) {
                Placement.Slot from = placement.slot(parent.receiptId());
                for (int column = Math.min(from.column(), to) + 1; column < Math.max(from.column(), to); column++) {
                    BitSet rows = busy.get(column);
                    passed += rows != null && rows.get(from.row()) ? 1 : 0;
                }
                passed += to < from.column() ? 2 : 0;
            }
        }
        return passed;
    }
}
