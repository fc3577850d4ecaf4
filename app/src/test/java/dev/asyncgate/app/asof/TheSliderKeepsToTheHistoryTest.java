package dev.asyncgate.app.asof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TheSliderKeepsToTheHistoryTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Range WHOLE = new Range(NOON, NOON.plus(Duration.ofHours(10)));

    @Test
    void anInstantLiesWhereItsFractionLeadsBackTo() {
        Instant instant = NOON.plusNanos(1_234_567_000);
        assertThat(WHOLE.at(WHOLE.fractionOf(instant))).isEqualTo(instant);
        assertThat(WHOLE.at(-1)).isEqualTo(WHOLE.from());
        assertThat(WHOLE.at(2)).isEqualTo(WHOLE.to());
    }

    @Test
    void zoomingKeepsTheInstantWhereItIs() {
        Instant about = NOON.plus(Duration.ofHours(4));
        Range zoomed = WHOLE.zoomed(about, 0.1, WHOLE);
        assertThat(zoomed.length()).isEqualTo(Duration.ofHours(1));
        assertThat(zoomed.fractionOf(about)).isCloseTo(WHOLE.fractionOf(about), within());
        assertThat(zoomed.zoomed(about, 1000, WHOLE)).isEqualTo(WHOLE);
        assertThat(WHOLE.zoomed(about, 1e-9, WHOLE).length()).isEqualTo(Range.SHORTEST);
    }

    @Test
    void zoomingOutAtTheEndStopsAtNow() {
        Range late = new Range(WHOLE.to().minus(Duration.ofMinutes(10)), WHOLE.to());
        Range zoomed = late.zoomed(late.from(), 6, WHOLE);
        assertThat(zoomed.to()).isEqualTo(WHOLE.to());
        assertThat(zoomed.length()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void anInstantOutsideIsBroughtIntoView() {
        Range early = new Range(NOON, NOON.plus(Duration.ofMinutes(10)));
        assertThat(early.showing(NOON.plusSeconds(60))).isSameAs(early);
        Range moved = early.showing(NOON.plus(Duration.ofHours(2)));
        assertThat(moved.contains(NOON.plus(Duration.ofHours(2)))).isTrue();
        assertThat(moved.length()).isEqualTo(early.length());
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}
