package dev.asyncgate.app.leases;

import dev.asyncgate.app.leases.LeaseCounts.Stretch;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays out the timeline. Pure: the same wishes and data give the same picture. */
final class TimelineLayout {

    /**
     * What is wanted.
     *
     * @param width of the chart in px
     * @param ends the ends that are shown, {@code active} among them; empty for all
     * @param laneFilter part of a lane's name; empty for all
     * @param openGroups groups of which each lane is shown
     * @param openedFolds instants whose idle stretch is not folded
     * @param rowsBefore of the last picture
     */
    record Wish(
            TimeWindow window,
            double width,
            Set<String> ends,
            String laneFilter,
            Set<String> openGroups,
            List<Instant> openedFolds,
            Map<UUID, Integer> rowsBefore,
            Instant now) {}

    private final Wish wish;
    private final LeaseData data;
    private final LeaseCounts.Known counts;
    private final boolean truncated;
    private final TextWidths widths;
    private final TimeScale scale;

    private TimelineLayout(Wish wish, LeaseData data, LeaseCounts.Known counts, TextWidths widths) {
        this.wish = wish;
        this.data = data;
        this.counts = counts;
        this.truncated = data.leases().truncated();
        this.widths = widths;
        List<TimeWindow> folds =
                IdleStretches.find(wish.window(), wish.now(), busy(), wish.openedFolds(), wish.width());
        this.scale = new TimeScale(wish.window(), wish.width(), folds);
    }

    /**
     * Lays out.
     *
     * @param counts of the same lanes, as far as they are known; nothing where every lease is drawn
     */
    static Timeline of(Wish wish, LeaseData data, LeaseCounts.Known counts, TextWidths widths) {
        return new TimelineLayout(wish, data, counts, widths).timeline();
    }

    private Timeline timeline() {
        Map<String, List<LeaseSpan>> all =
                data.leases().leases().stream().collect(Collectors.groupingBy(data.laneBy()::lane));
        Map<String, List<Stretch>> counted = counts.stretches().stream()
                .collect(Collectors.groupingBy(it -> it.bucket().lane()));
        Set<String> summed = data.counted() ? summedUp(all, counted) : Set.of();
        var lanes = new ArrayList<Lane>();
        for (String key : ordered(all.keySet())) {
            if (!summed.contains(key) && isWanted(key)) {
                addBars(lanes, key, all.getOrDefault(key, List.of()));
            }
        }
        addSummaries(lanes, counted, summed);
        int known = data.leases().leases().size();
        return new Timeline(
                scale,
                lanes,
                AxisTick.of(scale),
                rows(),
                truncated ? Math.max(known, LeaseCounts.Known.leases(counts.stretches())) : known,
                !truncated || (data.counted() && counts.isComplete()));
    }

    private Set<String> summedUp(Map<String, List<LeaseSpan>> all, Map<String, List<Stretch>> counted) {
        if (data.laneBy() == LaneBy.TASK) {
            Set<String> older = LevelOfDetail.olderTasks(all);
            return truncated || !older.isEmpty() ? union(older, counted.keySet()) : Set.of();
        }
        return LevelOfDetail.summedUp(all, counts(all, counted), truncated, scale);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private List<LeaseSpan> rows() {
        return data.leases().leases().reversed().stream()
                .filter(lease -> isWanted(lease) && isWanted(data.laneBy().lane(lease)))
                .toList();
    }

    /** Until everything is counted, what was read is held for incomplete where there is more. */
    private Map<String, Long> counts(Map<String, List<LeaseSpan>> all, Map<String, List<Stretch>> counted) {
        var found = new HashMap<String, Long>();
        long unknown = truncated && !counts.isComplete() ? 1 : 0;
        all.forEach((lane, leases) -> found.put(lane, leases.size() + unknown));
        counted.forEach((lane, stretches) -> found.merge(lane, LeaseCounts.Known.leases(stretches), Math::max));
        return found;
    }

    /** The newest task first; workers and types by name. */
    private List<String> ordered(Collection<String> lanes) {
        Comparator<String> order =
                data.laneBy() == LaneBy.TASK ? Comparator.<String>naturalOrder().reversed() : new NaturalOrder();
        return lanes.stream().sorted(order).toList();
    }

    private boolean isWanted(String lane) {
        return lane.toLowerCase(Locale.ROOT).contains(wish.laneFilter().strip().toLowerCase(Locale.ROOT));
    }

    private boolean isWanted(LeaseSpan lease) {
        return wish.ends().isEmpty() || wish.ends().contains(LeaseBar.endOf(lease));
    }

    private void addBars(List<Lane> lanes, String key, List<LeaseSpan> leases) {
        List<LeaseBar> loose = leases.stream()
                .filter(this::isWanted)
                .map(lease -> LeaseBar.of(lease, scale, wish.now(), widths))
                .filter(bar -> bar.occupiedTo() > 0 && bar.x0() < scale.width())
                .toList();
        if (loose.isEmpty()) {
            return;
        }
        double y = below(lanes);
        int[] rows = LanePacking.rows(loose, wish.rowsBefore());
        var bars = new ArrayList<LeaseBar>();
        int highest = 0;
        for (int i = 0; i < rows.length; i++) {
            bars.add(loose.get(i).at(rows[i], y + Lane.PADDING + rows[i] * LeaseBar.ROW_HEIGHT));
            highest = Math.max(highest, rows[i]);
        }
        int live = (int) leases.stream().filter(LeaseSpan::isLive).count();
        String name = data.laneBy().shortName(key);
        lanes.add(new Lane(key, name, live, bars.size(), 1, y, Lane.heightOf(highest + 1), bars, null));
    }

    private void addSummaries(List<Lane> lanes, Map<String, List<Stretch>> counted, Set<String> summed) {
        List<String> keys = ordered(summed).stream()
                .filter(this::isWanted)
                .filter(counted::containsKey)
                .toList();
        var groups = new TreeMap<String, List<String>>(new NaturalOrder());
        keys.forEach(key -> groups.computeIfAbsent(beginning(data.laneBy(), key), ignored -> new ArrayList<>())
                .add(key));
        groups.forEach((beginning, members) -> {
            if (members.size() == 1 || wish.openGroups().contains(beginning)) {
                members.forEach(key -> addSummary(lanes, key, key, List.of(key), counted));
            } else {
                addSummary(lanes, beginning, beginning + "*", members, counted);
            }
        });
    }

    private void addSummary(
            List<Lane> lanes, String key, String name, List<String> members, Map<String, List<Stretch>> counted) {
        var byTime = new TreeMap<Instant, Stretch>();
        members.forEach(member ->
                counted.getOrDefault(member, List.of()).forEach(it -> byTime.merge(it.from(), it, Stretch::plus)));
        List<Stretch> stretches = List.copyOf(byTime.values());
        LaneSummary summary = LaneSummary.of(stretches, counts.length(), scale, wish.ends());
        if (!summary.columns().isEmpty()) {
            long leases = LeaseCounts.Known.leases(stretches);
            lanes.add(new Lane(
                    key,
                    nameOf(name, members),
                    0,
                    leases,
                    members.size(),
                    below(lanes),
                    Lane.SUMMARY_HEIGHT,
                    List.of(),
                    summary));
        }
    }

    /** Tasks are counted together, under no name. */
    private String nameOf(String name, List<String> members) {
        if (name.isEmpty()) {
            return "*";
        }
        return members.size() == 1 ? data.laneBy().shortName(name) : name;
    }

    /** What lanes of one group have in common: all up to the last hyphen or dot; tasks have nothing. */
    static String beginning(LaneBy by, String lane) {
        if (by == LaneBy.TASK) {
            return "";
        }
        int end = Math.max(lane.lastIndexOf('-'), lane.lastIndexOf('.'));
        return end < 0 ? lane : lane.substring(0, end + 1);
    }

    private static double below(List<Lane> lanes) {
        @Nullable Lane last = lanes.isEmpty() ? null : lanes.getLast();
        return last == null ? 0 : last.y() + last.height();
    }

    private List<TimeWindow> busy() {
        Stream<TimeWindow> single = data.leases().leases().stream().map(this::busy);
        Stream<TimeWindow> counted = truncated
                ? Stream.concat(
                        counts.unknown().stream(),
                        counts.stretches().stream().map(it -> new TimeWindow(it.from(), it.to())))
                : Stream.of();
        return Stream.concat(single, counted).toList();
    }

    private TimeWindow busy(LeaseSpan lease) {
        Instant end = lease.endedAt() == null ? later(wish.now(), lease.expiresAt()) : lease.endedAt();
        for (LeaseSpan.LateAttempt late : lease.lateAttempts()) {
            end = later(end, late.at());
        }
        return new TimeWindow(lease.acquiredAt(), later(end, lease.acquiredAt()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
