package dev.asyncgate.app.receipts.graph;

import dev.asyncgate.app.receipts.graph.Placement.Slot;

/** The measures of the grid, in px at scale 1. */
public final class Grid {

    public static final double NODE_WIDTH = 190;
    public static final double NODE_HEIGHT = 28;
    public static final double COLUMN = 260;
    public static final double ROW = 41;
    /** Above the first row. */
    public static final double TOP = 8;
    /** From a node to the first track of the gutter at its side. */
    public static final double GUTTER = 14;
    /** From one track of a gutter to the next. */
    public static final double TRACK = 6;
    /** More overlapping edges than this share the outermost track. */
    public static final int TRACKS = 3;

    private Grid() {}

    static Box box(Slot slot) {
        double x = slot.column() * COLUMN + (COLUMN - NODE_WIDTH) / 2;
        return new Box(x, TOP + slot.row() * ROW, NODE_WIDTH, NODE_HEIGHT);
    }
}
