package dev.asyncgate.app.leases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Stacks the bars of a lane: each goes to the row it had before, else to the first row that is free. */
final class LanePacking {

    /** Bars of a row keep this much between them, in px. */
    static final double GAP = 1.5;

    private LanePacking() {}

    /**
     * The rows of the bars, in their order.
     *
     * @param bars by their beginning
     * @param before the rows of the last picture, so that what is looked at stays where it is
     */
    static int[] rows(List<LeaseBar> bars, Map<UUID, Integer> before) {
        int[] rows = new int[bars.size()];
        var ends = new ArrayList<Double>();
        for (int i = 0; i < rows.length; i++) {
            LeaseBar bar = bars.get(i);
            rows[i] = row(ends, bar, before.get(bar.lease().leaseId()));
            ends.set(rows[i], bar.occupiedTo() + GAP);
        }
        return rows;
    }

    private static int row(List<Double> ends, LeaseBar bar, @org.jspecify.annotations.Nullable Integer before) {
        if (before != null && before < ends.size() && ends.get(before) <= bar.left()) {
            return before;
        }
        for (int row = 0; row < ends.size(); row++) {
            if (ends.get(row) <= bar.left()) {
                return row;
            }
        }
        ends.add(Double.NEGATIVE_INFINITY);
        return ends.size() - 1;
    }
}
