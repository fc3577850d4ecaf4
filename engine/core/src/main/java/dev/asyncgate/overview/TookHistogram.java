package dev.asyncgate.overview;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How long tasks took, in the classes of the schema's function {@code duration_class}. Not thread-safe. */
public final class TookHistogram {

    private static final double SHORTEST_SECONDS = 0.01;
    private static final double CLASSES_PER_DOUBLING = 4;

    private final SortedMap<Integer, Long> byClass = new TreeMap<>();
    private long count;

    TookHistogram() {}

    void add(int tookClass, long number) {
        byClass.merge(tookClass, number, Long::sum);
        count += number;
    }

    public long count() {
        return count;
    }

    /**
     * The duration that this share of the tasks did not exceed, to a fifth; null where there are no tasks.
     *
     * @param share from 0 to 1
     */
    public @Nullable Duration percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (var entry : byClass.entrySet()) {
            long before = seen;
            seen += entry.getValue();
            if (seen >= wanted) {
                double within = (double) (wanted - before) / entry.getValue();
                double seconds =
                        SHORTEST_SECONDS * Math.pow(2, (entry.getKey() + within) / CLASSES_PER_DOUBLING);
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        }
        return null;
    }
}
