package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeRunsToTheRightTest {

    private static final Instant START = Afternoon.START;
    private static final TimeWindow HOUR = new TimeWindow(START, START.plusSeconds(3600));

    @Property
    void aLaterInstantIsNeverFurtherLeft(
            @ForAll("scales") TimeScale scale,
            @ForAll @LongRange(min = -600_000, max = 4_200_000) long a,
            @ForAll @LongRange(min = -600_000, max = 4_200_000) long b) {
        Instant earlier = START.plusMillis(Math.min(a, b));
        Instant later = START.plusMillis(Math.max(a, b));
        if (a != b) {
            assertThat(scale.x(earlier)).isLessThan(scale.x(later));
        }
    }

    @Property
    void theInstantAtAPlaceIsTheOneDrawnThere(
            @ForAll("scales") TimeScale scale, @ForAll @LongRange(min = -600_000, max = 4_200_000) long millis) {
        Instant instant = START.plusMillis(millis);
        assertThat(Duration.between(scale.instantAt(scale.x(instant)), instant).abs())
                .isLessThan(Duration.ofMillis(2));
    }

    @Property
    void theWindowFillsTheWidthAndEachFoldTakesSixtyPixels(@ForAll("scales") TimeScale scale) {
        assertThat(scale.x(HOUR.from())).isCloseTo(0, within(0.01));
        assertThat(scale.x(HOUR.to())).isCloseTo(scale.width(), within(0.01));
        for (TimeWindow fold : scale.folds()) {
            assertThat(scale.x(fold.to()) - scale.x(fold.from())).isCloseTo(TimeScale.FOLD_WIDTH, within(0.01));
        }
    }

    @Property
    void zoomingLeavesWhatIsUnderThePointerWhereItIs(
            @ForAll("scales") TimeScale scale,
            @ForAll @DoubleRange(min = 0, max = 1) double at,
            @ForAll @DoubleRange(min = 1, max = 3) double factor) {
        double x = at * scale.width();
        Instant about = scale.instantAt(x);
        if (scale.folds().stream().noneMatch(fold -> fold.contains(about))) {
            TimeWindow wider = scale.zoomedAbout(x, factor);
            assertThat(new TimeScale(wider, scale.width(), scale.folds()).x(about))
                    .isCloseTo(x, within(0.01));
        }
    }

    @Test
    void withoutFoldsTimeIsEven() {
        var scale = new TimeScale(HOUR, 720, List.of());
        assertThat(scale.x(START.plusSeconds(900))).isCloseTo(180, within(0.001));
        assertThat(scale.px(Duration.ofMinutes(10))).isCloseTo(120, within(0.001));
    }

    /** Up to three folds in an hour that is 400 to 2000 px wide. */
    @Provide
    Arbitrary<TimeScale> scales() {
        Arbitrary<List<Integer>> edges = Arbitraries.integers()
                .between(1, 3599)
                .set()
                .ofSize(6)
                .map(set -> set.stream().sorted().toList());
        return Combinators.combine(
                        edges,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.doubles().between(400, 2000))
                .as((seconds, folds, width) -> new TimeScale(HOUR, width, folds(seconds, folds)));
    }

    private static List<TimeWindow> folds(List<Integer> seconds, int count) {
        var folds = new ArrayList<TimeWindow>();
        for (int i = 0; i < count; i++) {
            folds.add(new TimeWindow(START.plusSeconds(seconds.get(2 * i)), START.plusSeconds(seconds.get(2 * i + 1))));
        }
        return folds;
    }
}
