package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.LeaseBucket;
import dev.asyncgate.lease.LeaseBuckets.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManyLeasesAreCountedSliceBySliceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-11-23T14:40:00Z");
    private static final TimeWindow HOUR = new TimeWindow(NOW.minus(Duration.ofHours(1)), NOW.plusSeconds(300));

    private final LeaseCounts counts = new LeaseCounts();

    @Test
    void theNewestIsCountedFirstAndNothingTwice() {
        List<LeaseCounts.Slice> asked = countAll(HOUR, NOW);
        assertThat(asked).extracting(LeaseCounts.Slice::from).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(asked.getFirst().to()).isAfter(NOW);
        assertThat(asked.getLast().from()).isBeforeOrEqualTo(HOUR.from());
        assertThat(counts.known(Lane.WORKER, MINUTE, HOUR, NOW).isComplete()).isTrue();
    }

    @Test
    void whatIsOverIsNotCountedAgainAsTimeGoesOn() {
        int slices = countAll(HOUR, NOW).size();
        List<LeaseCounts.Slice> again = countAll(HOUR, NOW.plusSeconds(20));
        assertThat(slices).isGreaterThan(5);
        assertThat(again)
                .hasSizeBetween(1, 2)
                .allMatch(slice -> slice.to().plusSeconds(60).isAfter(NOW));
    }

    @Test
    void whatIsKeptDoesNotGrow() {
        for (int day = 0; day < 200; day++) {
            countAll(HOUR.movedBy(Duration.ofDays(-day)), NOW);
        }
        assertThat(counts.known(Lane.WORKER, MINUTE, HOUR, NOW).isComplete()).isFalse();
        assertThat(counts.known(Lane.WORKER, MINUTE, HOUR.movedBy(Duration.ofDays(-199)), NOW)
                        .isComplete())
                .isTrue();
    }

    @Test
    void anotherZoomIsStoodInForUntilItIsCounted() {
        countAll(HOUR, NOW);
        LeaseCounts.Known finer = counts.known(Lane.WORKER, Duration.ofSeconds(30), HOUR, NOW);
        assertThat(finer.isComplete()).isFalse();
        assertThat(finer.stretches()).isNotEmpty().allMatch(it -> it.length().equals(MINUTE));
        assertThat(finer.stretches()).extracting(LeaseCounts.Stretch::from).doesNotHaveDuplicates();
        assertThat(counts.known(Lane.TYPE, MINUTE, HOUR, NOW).stretches()).isEmpty();
    }

    @Test
    void aColumnOfAnotherLengthIsAsHighAsItsShare() {
        var scale = new TimeScale(HOUR, 900, List.of());
        var minute = new LeaseCounts.Stretch(new LeaseBucket("", HOUR.from(), 60, 60, Map.of()), MINUTE);
        var second = new LeaseCounts.Stretch(new LeaseBucket("", HOUR.from(), 1, 1, Map.of()), Duration.ofSeconds(1));
        assertThat(LaneSummary.of(List.of(minute, second), MINUTE, scale, java.util.Set.of())
                        .columns())
                .extracting(LaneSummary.Column::height)
                .containsExactly(60.0, 60.0);
    }

    /** One lease in every bucket. */
    private List<LeaseCounts.Slice> countAll(TimeWindow window, Instant asOf) {
        var asked = new ArrayList<LeaseCounts.Slice>();
        for (LeaseCounts.Slice next = next(window, asOf); next != null; next = next(window, asOf)) {
            asked.add(next);
            var buckets = new ArrayList<LeaseBucket>();
            for (int i = 0; i < LeaseCounts.BUCKETS; i++) {
                buckets.add(new LeaseBucket("gpu-1", next.from().plus(MINUTE.multipliedBy(i)), 1, 1, Map.of()));
            }
            counts.keep(next, buckets, asOf);
        }
        return asked;
    }

    private LeaseCounts.@Nullable Slice next(TimeWindow window, Instant asOf) {
        return counts.next(Lane.WORKER, MINUTE, window, asOf, asOf);
    }
}
