package dev.asyncgate.app.leases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One lane of the timeline: bars, or a summary of what would be too many of them.
 *
 * @param key what its leases have in common; of a group, the common beginning of its lanes
 * @param live how many of its leases live
 * @param leases how many of its leases the window touches
 * @param members how many lanes a closed group stands for; 1 for a lane by itself
 * @param y its upper edge, from the top of all lanes
 * @param summary null when its bars are shown
 */
record Lane(
        String key,
        String name,
        int live,
        long leases,
        int members,
        double y,
        double height,
        List<LeaseBar> bars,
        @Nullable LaneSummary summary) {

    static final double PADDING = 4;
    static final double SUMMARY_HEIGHT = 50;

    Lane {
        bars = List.copyOf(bars);
    }

    boolean isGroup() {
        return members > 1;
    }

    boolean holds(double atY) {
        return atY >= y && atY < y + height;
    }

    static double heightOf(int rows) {
        return Math.max(1, rows) * LeaseBar.ROW_HEIGHT + PADDING;
    }
}
