package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseSpan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the timeline draws, laid out. Immutable.
 *
 * @param lanes from top to bottom
 * @param rows the leases that the filters let through, newest first: what the table shows
 * @param overlapping how many leases the window touches, those that the filters hide included
 * @param complete whether {@code overlapping} are all, and every column is drawn
 */
record Timeline(
        TimeScale scale,
        List<Lane> lanes,
        List<AxisTick> ticks,
        List<LeaseSpan> rows,
        long overlapping,
        boolean complete) {

    Timeline {
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
        rows = List.copyOf(rows);
    }

    /** The ways in which the arrow keys walk. */
    enum Step {
        LEFT,
        RIGHT,
        UP,
        DOWN
    }

    /** The height of all lanes in px. */
    double height() {
        return lanes.isEmpty() ? 0 : lanes.getLast().y() + lanes.getLast().height();
    }

    Stream<LeaseBar> bars() {
        return lanes.stream().flatMap(lane -> lane.bars().stream());
    }

    /** How many things there are to paint. */
    long marks() {
        return lanes.stream()
                .mapToLong(lane -> lane.summary() == null
                        ? lane.bars().size()
                        : lane.summary().columns().size())
                .sum();
    }

    /** Where each lease lies, for the next layout to keep. */
    Map<UUID, Integer> rowsOfLeases() {
        var rows = new HashMap<UUID, Integer>();
        bars().forEach(bar -> rows.put(bar.lease().leaseId(), bar.row()));
        return rows;
    }

    Optional<Lane> laneAt(double y) {
        return lanes.stream().filter(lane -> lane.holds(y)).findFirst();
    }

    /** The bar at a point of the chart, its time not yet used and its late attempt included. */
    Optional<LeaseBar> barAt(double x, double y) {
        return laneAt(y).stream()
                .flatMap(lane -> lane.bars().stream())
                .filter(bar -> y >= bar.y() && y < bar.y() + LeaseBar.HEIGHT)
                .filter(bar -> x >= bar.left() - 1 && x < Math.max(bar.x1(), bar.occupiedTo()))
                .findFirst();
    }

    Optional<LeaseBar> barOf(@Nullable UUID leaseId) {
        return bars().filter(bar -> bar.lease().leaseId().equals(leaseId)).findFirst();
    }

    /** The lease of the same task that came after this one, when it is drawn. */
    Optional<LeaseBar> successor(LeaseBar bar) {
        return bars().filter(other -> other.lease().taskId().equals(bar.lease().taskId()))
                .filter(other -> other.lease().acquiredAt().isAfter(bar.lease().acquiredAt()))
                .min(Comparator.comparing(other -> other.lease().acquiredAt()));
    }

    /** The bar that an arrow key leads to; from nowhere, the last one of the first lane that has any. */
    Optional<LeaseBar> walk(@Nullable UUID from, Step step) {
        Optional<LeaseBar> here = barOf(from);
        if (here.isEmpty()) {
            return lanes.stream()
                    .filter(lane -> !lane.bars().isEmpty())
                    .findFirst()
                    .map(lane -> lane.bars().getLast());
        }
        LeaseBar bar = here.get();
        return switch (step) {
            case RIGHT -> inLane(bar, +1);
            case LEFT -> inLane(bar, -1);
            case DOWN -> otherRow(bar, +1);
            case UP -> otherRow(bar, -1);
        };
    }

    /** Where the keyboard stands: on a bar, or on a lane that is summed up. */
    sealed interface Stop {

        double y();

        record OnBar(LeaseBar bar) implements Stop {
            @Override
            public double y() {
                return bar.y();
            }
        }

        record OnLane(Lane lane) implements Stop {
            @Override
            public double y() {
                return lane.y();
            }
        }
    }

    /** As {@link #walk}, over the lanes that are summed up too. */
    Optional<Stop> step(@Nullable UUID leaseId, @Nullable String laneKey, Step step) {
        Optional<Lane> lane = summaries().filter(it -> it.key().equals(laneKey)).findFirst();
        boolean vertical = step == Step.UP || step == Step.DOWN;
        if (lane.isPresent() && !vertical) {
            return Optional.empty();
        }
        Optional<Double> y = lane.map(Lane::y).or(() -> barOf(leaseId).map(LeaseBar::y));
        if (!vertical || y.isEmpty()) {
            Optional<Stop> bar = walk(leaseId, step).map(Stop.OnBar::new);
            return bar.isPresent() || barOf(leaseId).isPresent()
                    ? bar
                    : summaries().findFirst().map(Stop.OnLane::new);
        }
        int by = step == Step.DOWN ? 1 : -1;
        Stream<Stop> nextBar = (lane.isPresent() ? nearestBar(y.get(), by) : walk(leaseId, step))
                .map(it -> (Stop) new Stop.OnBar(it)).stream();
        Stream<Stop> nextLanes =
                summaries().filter(it -> (it.y() - y.get()) * by > 0).map(Stop.OnLane::new);
        return Stream.concat(nextBar, nextLanes).min(Comparator.comparingDouble(it -> Math.abs(it.y() - y.get())));
    }

    private Stream<Lane> summaries() {
        return lanes.stream().filter(lane -> lane.summary() != null);
    }

    /** The last bar of the nearest row. */
    private Optional<LeaseBar> nearestBar(double y, int by) {
        return bars().filter(bar -> (bar.y() - y) * by > 0)
                .min(Comparator.comparingDouble((LeaseBar bar) -> Math.abs(bar.y() - y))
                        .thenComparing(Comparator.comparingDouble(LeaseBar::x1).reversed()));
    }

    private Optional<LeaseBar> inLane(LeaseBar bar, int by) {
        List<LeaseBar> bars = laneAt(bar.y()).map(Lane::bars).orElse(List.of());
        int next = bars.indexOf(bar) + by;
        return next >= 0 && next < bars.size() ? Optional.of(bars.get(next)) : Optional.empty();
    }

    private Optional<LeaseBar> otherRow(LeaseBar bar, int by) {
        double middle = (bar.x0() + bar.x1()) / 2;
        return bars().filter(other -> (other.y() - bar.y()) * by > 0)
                .min(Comparator.comparingDouble((LeaseBar other) -> Math.abs(other.y() - bar.y()))
                        .thenComparingDouble(other -> Math.abs((other.x0() + other.x1()) / 2 - middle)));
    }
}
