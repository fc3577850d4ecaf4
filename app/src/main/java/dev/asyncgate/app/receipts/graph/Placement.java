package dev.asyncgate.app.receipts.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column and row each thing lies in. It grows: what has a place keeps it, so that a graph which somebody looks at
 * does not move under the eyes. Rows are the layers of a longest-path layering in commit order: a child lies below its
 * parents and below what came earlier in its column, and nothing lies more than {@value #SLACK} rows above what was
 * committed before it, so that time runs down over all columns. Immutable.
 *
 * @param <K> what tells things apart
 * @param <C> what tells columns apart
 */
public final class Placement<K, C> {

    /** So much higher than an earlier one may a later thing lie: parallel columns stay short. */
    static final int SLACK = 2;

    /** Something to be placed. */
    public record Item<K, C>(K key, C column, List<K> parents) {
        public Item {
            parents = List.copyOf(parents);
        }
    }

    /** A cell of the grid, both from 0. */
    public record Slot(int column, int row) {}

    private final List<C> columns;
    private final Map<K, Slot> slots;

    private Placement(List<C> columns, Map<K, Slot> slots) {
        this.columns = List.copyOf(columns);
        this.slots = slots;
    }

    public static <K, C> Placement<K, C> empty() {
        return new Placement<>(List.of(), Map.of());
    }

    /** The columns from left to right. */
    public List<C> columns() {
        return columns;
    }

    /** The place of something that was placed. */
    public Slot slot(K key) {
        Slot slot = slots.get(key);
        if (slot == null) {
            throw new IllegalArgumentException(key + " was not placed");
        }
        return slot;
    }

    public boolean holds(K key) {
        return slots.containsKey(key);
    }

    public int size() {
        return slots.size();
    }

    /**
     * Adds what has no place yet; everything else stays where it is.
     *
     * @param order the columns; new ones are appended in this order
     * @param items parents before children
     */
    public Placement<K, C> grow(List<C> order, List<Item<K, C>> items) {
        if (slots.keySet().containsAll(items.stream().map(Item::key).toList())) {
            return this;
        }
        var grown = new Growth<K, C>(this);
        order.forEach(grown::column);
        items.forEach(grown::place);
        return new Placement<>(grown.columns, grown.slots);
    }

    private static final class Growth<K, C> {

        private final List<C> columns;
        private final Map<C, Integer> columnNumbers = new HashMap<>();
        private final Map<K, Slot> slots;
        private final Map<Integer, Integer> lastRows = new HashMap<>();
        private int front = -1;

        Growth(Placement<K, C> before) {
            columns = new ArrayList<>(before.columns);
            for (int i = 0; i < columns.size(); i++) {
                columnNumbers.put(columns.get(i), i);
            }
            slots = new HashMap<>(before.slots);
            before.slots.values().forEach(this::occupy);
        }

        int column(C column) {
            return columnNumbers.computeIfAbsent(column, added -> {
                columns.add(added);
                return columns.size() - 1;
            });
        }

        void place(Item<K, C> item) {
            LayoutTime.check();
            if (slots.containsKey(item.key())) {
                return;
            }
            int column = column(item.column());
            int row = Math.max(front - SLACK, lastRows.getOrDefault(column, -1) + 1);
            for (K parent : item.parents()) {
                Slot above = slots.get(parent);
                row = above == null ? row : Math.max(row, above.row() + 1);
            }
            var slot = new Slot(column, Math.max(0, row));
            slots.put(item.key(), slot);
            occupy(slot);
        }

        private void occupy(Slot slot) {
            lastRows.merge(slot.column(), slot.row(), Math::max);
            front = Math.max(front, slot.row());
        }
    }
}
