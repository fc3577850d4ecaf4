package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asyncgate.lease.LeaseEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsSayWhatTheyHaveRoomForTest {

    /** A pixel a second. */
    private static final TimeScale SCALE =
            new TimeScale(new TimeWindow(Afternoon.START, Afternoon.START.plusSeconds(1000)), 1000, List.of());

    private static final Instant NOW = Afternoon.START.plusSeconds(900);

    @Test
    void typeAndIdThenTypeThenItsFirstPartThenNothing() {
        assertThat(label(200)).isEqualTo("report.render|5e9a3c44");
        assertThat(label(100)).isEqualTo("report.render|");
        assertThat(label(50)).isEqualTo("report…|");
        assertThat(label(30)).isEqualTo("|");
    }

    @Test
    void under24PixelsOnlyTheCapAndUnder9ABlock() {
        assertThat(bar(24).form()).isEqualTo(LeaseBar.Form.FULL);
        assertThat(bar(23).form()).isEqualTo(LeaseBar.Form.CAP);
        assertThat(bar(9).form()).isEqualTo(LeaseBar.Form.CAP);
        assertThat(bar(8).form()).isEqualTo(LeaseBar.Form.BLOCK);
    }

    @Test
    void aLiveBarEndsAtNowAndReachesToItsExpiry() {
        LeaseBar bar = LeaseBar.of(
                Leases.live("w", Afternoon.START.plusSeconds(890), Duration.ofSeconds(60)), SCALE, NOW, Leases.WIDTHS);
        assertThat(bar.form()).isEqualTo(LeaseBar.Form.FULL);
        assertThat(bar.x1()).isCloseTo(900, within(0.01));
        assertThat(bar.expiryX()).isCloseTo(950, within(0.01));
    }

    @Test
    void aLiveBarThatRanOutWaitsForTheSweepAtItsExpiry() {
        LeaseBar bar = LeaseBar.of(
                Leases.live("w", Afternoon.START.plusSeconds(800), Duration.ofSeconds(60)), SCALE, NOW, Leases.WIDTHS);
        assertThat(bar.x1()).isCloseTo(860, within(0.01));
        assertThat(bar.expiryX()).isCloseTo(860, within(0.01));
    }

    @Test
    void aLabelStandsInWhatIsSeenOfABarThatBeganBefore() {
        LeaseBar bar = LeaseBar.of(
                Leases.ended("w", Afternoon.START.minusSeconds(500), Duration.ofSeconds(550), LeaseEnd.FAILED),
                SCALE,
                NOW,
                Leases.WIDTHS);
        assertThat(bar.label()).isEqualTo(BarLabel.NONE);
    }

    private static String label(double room) {
        BarLabel label = BarLabel.fit("report.render", "5e9a3c44", room, Leases.WIDTHS);
        return label.type() + "|" + label.id();
    }

    private static LeaseBar bar(int seconds) {
        return LeaseBar.of(
                Leases.ended("w", Afternoon.START, Duration.ofSeconds(seconds), LeaseEnd.FAILED),
                SCALE,
                NOW,
                Leases.WIDTHS);
    }
}
