package dev.asyncgate.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianAndIntervalTest {

    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        assertThat(of(3, 1, 2).median()).isEqualTo(2);
        assertThat(of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(of(7).median()).isEqualTo(7);
        assertThat(of(1, 1, 1, 1, 1000).median()).isEqualTo(1);
    }

    /** Coverages from the binomial distribution, as in tables of the sign test. */
    @Test
    void fewRoundsSpanFromLowestToHighest() {
        assertInterval(of(5, 3, 1, 2, 4), 1, 5, 0.9375);
        assertInterval(of(1, 2, 3), 1, 3, 0.75);
        assertInterval(of(1, 2), 1, 2, 0.5);
        assertInterval(of(1), 1, 1, 0);
    }

    @Test
    void manyRoundsLeaveOutliersOutAsFarAsNineInTenAreCovered() {
        assertInterval(upTo(8), 2, 7, 1 - 2 * 9 / 256.0);
        assertInterval(upTo(20), 6, 15, 0.9586);
        assertInterval(upTo(7), 1, 7, 1 - 2 / 128.0);
    }

    @Test
    void aGoalIsJudgedByTheMedian() {
        assertThat(Goal.atLeast(0.9).isMetBy(of(0.5, 0.9, 2))).isTrue();
        assertThat(Goal.atLeast(0.9).isMetBy(of(0.5, 0.89, 2))).isFalse();
        assertThat(Goal.atMost(1.5).isMetBy(of(0.5, 1.5, 2))).isTrue();
        assertThat(Goal.atMost(1.5).isMetBy(of(0.5, 1.51, 2))).isFalse();
    }

    @Test
    void aRatioComparesTheSidesOfOneRound() {
        var floor = new Comparison.Beside("floor", of(200, 50, 100), null);
        var comparison =
                new Comparison("s", "v", Unit.TASKS_PER_SECOND, of(100, 50, 80), null, List.of(floor), List.of());

        assertThat(comparison.ratio(floor).values()).containsExactly(0.5, 1.0, 0.8);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Spread(List.of()));
    }

    private static void assertInterval(Spread spread, double low, double high, double coverage) {
        Spread.Interval interval = spread.interval();
        assertThat(interval.low()).isEqualTo(low);
        assertThat(interval.high()).isEqualTo(high);
        assertThat(interval.coverage()).isEqualTo(coverage, within(0.0001));
    }

    private static Spread of(double... values) {
        return new Spread(DoubleStream.of(values).boxed().toList());
    }

    private static Spread upTo(int n) {
        return new Spread(IntStream.rangeClosed(1, n).mapToObj(i -> (double) i).toList());
    }
}
