package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A lane of which there is more than bars could show: one stacked column for each stretch of time. Immutable.
 *
 * @param highest the height of the highest column, in leases of a whole bucket; at least one
 */
record LaneSummary(List<Column> columns, double highest) {

    /** From bottom to top: what needs no attention first. */
    private static final List<LeaseEnd> ORDER = List.of(
            LeaseEnd.COMPLETED,
            LeaseEnd.RELEASED,
            LeaseEnd.CANCELED,
            LeaseEnd.RETRIED,
            LeaseEnd.REVOKED,
            LeaseEnd.FAILED,
            LeaseEnd.EXPIRED);

    private static final double GAP = 1.5;

    LaneSummary {
        columns = List.copyOf(columns);
    }

    /**
     * A column, from bottom to top; distances in px as those of bars.
     *
     * @param scale by which its counts are drawn, for a bucket of another length than the rest
     */
    record Column(double x0, double x1, double scale, List<Part> parts) {
        Column {
            parts = List.copyOf(parts);
        }

        double height() {
            return scale * parts.stream().mapToLong(Part::count).sum();
        }
    }

    /** So many of one end; {@code active} for those that lived on. */
    record Part(String end, int count) {}

    /** The columns of one lane, in order of time. */
    static LaneSummary of(List<LeaseCounts.Stretch> stretches, Duration length, TimeScale scale, Set<String> ends) {
        var columns = new ArrayList<Column>();
        for (LeaseCounts.Stretch stretch : stretches) {
            List<Part> parts = parts(stretch.bucket(), ends);
            double x0 = scale.x(stretch.from());
            double x1 = scale.x(stretch.to());
            if (!parts.isEmpty() && x1 > 0 && x0 < scale.width()) {
                double share = (double) length.toSeconds() / stretch.length().toSeconds();
                columns.add(new Column(x0, Math.max(x0 + 1, x1 - GAP), share, parts));
            }
        }
        return new LaneSummary(
                columns,
                Math.max(1, columns.stream().mapToDouble(Column::height).max().orElse(1)));
    }

    private static List<Part> parts(LeaseBucket bucket, Set<String> ends) {
        var parts = new ArrayList<Part>();
        int over = bucket.ended().values().stream().mapToInt(Integer::intValue).sum();
        add(parts, ends, "active", bucket.touching() - over);
        ORDER.forEach(end -> add(parts, ends, end.wireName(), bucket.ended(end)));
        return parts;
    }

    private static void add(List<Part> parts, Set<String> ends, String end, int count) {
        if (count > 0 && (ends.isEmpty() || ends.contains(end))) {
            parts.add(new Part(end, count));
        }
    }
}
