package dev.asyncgate.app.leases;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts of leases, read in slices of a few buckets each, the newest first, and kept: a window is drawn as far as it is
 * known, a look at many leases never waits for all of them, and what is over is counted once. How much is kept does not
 * depend on how many leases there are. For the FX thread only.
 */
final class LeaseCounts {

    /** So many buckets are one slice: a dense one is counted in some tens of milliseconds. */
    static final int BUCKETS = 8;

    private static final int KEPT = 120;
    /** Whatever ended longer ago has been committed, or never will be. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** What is counted at once. */
    record Slice(LeaseBuckets.Lane lane, Duration bucket, Instant from) {

        Instant to() {
            return from.plus(bucket.multipliedBy(BUCKETS));
        }

        private TimeWindow window() {
            return new TimeWindow(from, to());
        }

        /** The slices of a window that have begun, the newest first; the same whatever the window. */
        private static List<Slice> of(LeaseBuckets.Lane lane, Duration bucket, TimeWindow window, Instant now) {
            Duration length = bucket.multipliedBy(BUCKETS);
            Instant end = window.to().isBefore(now) ? window.to() : now;
            var slices = new ArrayList<Slice>();
            for (Instant at = LevelOfDetail.bucketStart(end, length);
                    at.plus(length).isAfter(window.from());
                    at = at.minus(length)) {
                slices.add(new Slice(lane, bucket, at));
            }
            return slices;
        }
    }

    /** A bucket, and how long it is. */
    record Stretch(LeaseBucket bucket, Duration length) {

        Instant from() {
            return bucket.from();
        }

        Instant to() {
            return bucket.from().plus(length);
        }

        Stretch plus(Stretch other) {
            return new Stretch(bucket.plus(other.bucket), length);
        }
    }

    /**
     * What is known of a window.
     *
     * @param length how long its buckets are, but for those that stand in for what is not known yet
     * @param stretches in no order
     * @param unknown what has not been counted yet
     */
    record Known(Duration length, List<Stretch> stretches, List<TimeWindow> unknown) {

        /** Where nothing is counted. */
        static final Known NOTHING = new Known(Duration.ofSeconds(1), List.of(), List.of());

        Known {
            stretches = List.copyOf(stretches);
            unknown = List.copyOf(unknown);
        }

        boolean isComplete() {
            return unknown.isEmpty();
        }

        /** How many leases of some stretches there are: those that began in them, and those that were there before. */
        static long leases(List<Stretch> stretches) {
            Instant first = stretches.stream()
                    .map(Stretch::from)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
            return stretches.stream()
                    .mapToLong(it -> it.from().equals(first)
                            ? it.bucket().touching()
                            : it.bucket().begun())
                    .sum();
        }
    }

    private record Count(List<LeaseBucket> buckets, Instant askedAt) {}

    private final Map<Slice, Count> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Slice, Count> eldest) {
            return size() > KEPT;
        }
    };

    /** Keeps the answer to a question that was asked at this instant. */
    void keep(Slice slice, List<LeaseBucket> buckets, Instant askedAt) {
        kept.put(slice, new Count(List.copyOf(buckets), askedAt));
    }

    /**
     * What to count next for a window; null when all of it is known.
     *
     * @param freshFrom what may have changed was to be asked for then or later
     */
    @Nullable Slice next(LeaseBuckets.Lane lane, Duration bucket, TimeWindow window, Instant now, Instant freshFrom) {
        List<Slice> slices = Slice.of(lane, bucket, window, now);
        Stream<Slice> stale = slices.stream().filter(slice -> isStale(slice, kept.get(slice), freshFrom));
        return slices.stream()
                .filter(slice -> !kept.containsKey(slice))
                .findFirst()
                .or(stale::findFirst)
                .orElse(null);
    }

    private static boolean isStale(Slice slice, @Nullable Count count, Instant freshFrom) {
        return count != null
                && count.askedAt().isBefore(freshFrom)
                && count.askedAt().isBefore(slice.to().plus(SETTLED));
    }

    /** What is known of a window. Where a slice is not, those of the nearest other length stand in for it. */
    Known known(LeaseBuckets.Lane lane, Duration bucket, TimeWindow window, Instant now) {
        var stretches = new ArrayList<Stretch>();
        var unknown = new ArrayList<TimeWindow>();
        for (Slice slice : Slice.of(lane, bucket, window, now)) {
            Count count = kept.get(slice);
            if (count == null) {
                unknown.add(slice.window());
                stretches.addAll(standIns(slice));
            } else {
                count.buckets().forEach(it -> stretches.add(new Stretch(it, bucket)));
            }
        }
        return new Known(bucket, stretches, unknown);
    }

    private List<Stretch> standIns(Slice wanted) {
        var byLength = new HashMap<Duration, List<Stretch>>();
        kept.forEach((slice, count) -> {
            boolean near = slice.lane() == wanted.lane()
                    && slice.from().isBefore(wanted.to())
                    && slice.to().isAfter(wanted.from());
            if (near) {
                List<Stretch> found = byLength.computeIfAbsent(slice.bucket(), ignored -> new ArrayList<>());
                count.buckets().stream()
                        .filter(it -> wanted.window().contains(it.from()))
                        .forEach(it -> found.add(new Stretch(it, slice.bucket())));
            }
        });
        return byLength.entrySet().stream()
                .min(Comparator.comparingDouble(it -> Math.abs(Math.log(
                        (double) it.getKey().toSeconds() / wanted.bucket().toSeconds()))))
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }
}
