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
 * @param highest the height of the highest column, in leases; at least one
 */
record LaneSummary(List<Column> columns, int highest) {

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

    /** A column, from bottom to top; distances in px as those of bars. */
    record Column(double x0, double x1, List<Part> parts) {
        Column {
            parts = List.copyOf(parts);
        }

        int height() {
            return parts.stream().mapToInt(Part::count).sum();
        }
    }

    /** So many of one end; {@code active} for those that lived on. */
    record Part(String end, int count) {}

    /** The columns of some buckets of one lane, in order of time. */
    static LaneSummary of(List<LeaseBucket> buckets, Duration length, TimeScale scale, Set<String> ends) {
        var columns = new ArrayList<Column>();
        for (LeaseBucket bucket : buckets) {
            List<Part> parts = parts(bucket, ends);
            double x0 = scale.x(bucket.from());
            double x1 = scale.x(bucket.from().plus(length));
            if (!parts.isEmpty() && x1 > 0 && x0 < scale.width()) {
                columns.add(new Column(x0, Math.max(x0 + 1, x1 - GAP), parts));
            }
        }
        return new LaneSummary(
                columns, columns.stream().mapToInt(Column::height).max().orElse(1));
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
