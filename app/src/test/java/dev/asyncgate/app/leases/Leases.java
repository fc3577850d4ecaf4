package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.lease.LeaseWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Leases and layouts for tests. */
final class Leases {

    /** Every character as wide as in a typewriter. */
    static final TextWidths WIDTHS = new TextWidths(text -> text.length() * 6.0);

    private Leases() {}

    static LeaseSpan ended(String worker, Instant from, Duration held, LeaseEnd end) {
        return lease(worker, from, from.plus(held), end);
    }

    static LeaseSpan live(String worker, Instant from, Duration ttl) {
        return lease(worker, from, from.plus(ttl), null);
    }

    private static LeaseSpan lease(String worker, Instant from, Instant to, @Nullable LeaseEnd end) {
        return new LeaseSpan(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "report.render",
                worker,
                null,
                List.of(),
                from,
                Duration.ofSeconds(60),
                to,
                List.of(),
                from,
                end == null ? null : to,
                end,
                List.of());
    }

    /** {@code total} are in the window, of which these were read; lanes are counted where there are more than marks. */
    static LeaseData data(TimeWindow window, List<LeaseSpan> leases, long total) {
        List<LeaseSpan> ordered = leases.stream()
                .sorted(Comparator.comparing(LeaseSpan::acquiredAt))
                .toList();
        long live = leases.stream().filter(LeaseSpan::isLive).count();
        return new LeaseData(
                new LeaseWindow(Afternoon.NOW, window.from(), window.to(), ordered, total > leases.size(), live),
                LaneBy.WORKER,
                total > LevelOfDetail.MARKS,
                Duration.ofSeconds(30),
                null);
    }

    static LeaseData data(TimeWindow window, List<LeaseSpan> leases) {
        return data(window, leases, leases.size());
    }

    /** All of them counted. */
    static LeaseCounts.Known known(List<LeaseSpan> leases) {
        Duration length = Duration.ofSeconds(30);
        return new LeaseCounts.Known(
                length,
                buckets(leases).stream()
                        .map(bucket -> new LeaseCounts.Stretch(bucket, length))
                        .toList(),
                List.of());
    }

    /** One bucket for each lane and half minute in which one of its leases began. */
    static List<LeaseBucket> buckets(List<LeaseSpan> leases) {
        Map<String, Map<Instant, List<LeaseSpan>>> grouped = leases.stream()
                .collect(Collectors.groupingBy(
                        LeaseSpan::workerId,
                        Collectors.groupingBy(
                                lease -> LevelOfDetail.bucketStart(lease.acquiredAt(), Duration.ofSeconds(30)))));
        return grouped.entrySet().stream()
                .flatMap(lane -> lane.getValue().entrySet().stream()
                        .map(at -> new LeaseBucket(
                                lane.getKey(),
                                at.getKey(),
                                at.getValue().size(),
                                at.getValue().size(),
                                Map.of(LeaseEnd.COMPLETED, at.getValue().size()))))
                .toList();
    }

    static TimelineLayout.Wish wish(TimeWindow window, double width) {
        return wish(window, width, Set.of(), "");
    }

    static TimelineLayout.Wish wish(TimeWindow window, double width, Set<String> ends, String laneFilter) {
        return new TimelineLayout.Wish(window, width, ends, laneFilter, Set.of(), List.of(), Map.of(), Afternoon.NOW);
    }
}
