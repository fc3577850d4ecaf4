package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class BarsOfARowNeverOverlapTest {

    @Property(tries = 300)
    void whateverTheLeasesAndTheZoom(
            @ForAll("leases") List<LeaseSpan> leases, @ForAll @DoubleRange(min = 200, max = 3000) double width) {
        Timeline timeline = TimelineLayout.of(
                Leases.wish(Afternoon.WINDOW, width), data(leases), LeaseCounts.Known.NOTHING, Leases.WIDTHS);
        assertRowsAreFree(timeline);
    }

    @Property(tries = 100)
    void norWhenRowsAreKeptFromAnotherPicture(
            @ForAll("leases") List<LeaseSpan> leases, @ForAll @DoubleRange(min = 200, max = 3000) double width) {
        Map<UUID, Integer> before = TimelineLayout.of(
                        Leases.wish(Afternoon.WINDOW, 700), data(leases), LeaseCounts.Known.NOTHING, Leases.WIDTHS)
                .rowsOfLeases();
        var wish = new TimelineLayout.Wish(
                Afternoon.WINDOW, width, Set.of(), "", Set.of(), List.of(), before, Afternoon.NOW);
        assertRowsAreFree(TimelineLayout.of(wish, data(leases), LeaseCounts.Known.NOTHING, Leases.WIDTHS));
    }

    @Property(tries = 100)
    void noLeaseIsLeftOut(@ForAll("leases") List<LeaseSpan> leases) {
        Timeline timeline = TimelineLayout.of(
                Leases.wish(Afternoon.WINDOW, 900), data(leases), LeaseCounts.Known.NOTHING, Leases.WIDTHS);
        assertThat(timeline.bars().map(bar -> bar.lease().leaseId()))
                .containsExactlyInAnyOrderElementsOf(
                        leases.stream().map(LeaseSpan::leaseId).toList());
    }

    private static LeaseData data(List<LeaseSpan> leases) {
        return Leases.data(Afternoon.WINDOW, leases);
    }

    private static void assertRowsAreFree(Timeline timeline) {
        for (Lane lane : timeline.lanes()) {
            var ends = new ArrayList<Double>();
            for (LeaseBar bar : lane.bars()) {
                while (ends.size() <= bar.row()) {
                    ends.add(Double.NEGATIVE_INFINITY);
                }
                assertThat(bar.left()).isGreaterThanOrEqualTo(ends.get(bar.row()));
                assertThat(bar.y()).isBetween(lane.y(), lane.y() + lane.height() - LeaseBar.HEIGHT);
                ends.set(bar.row(), bar.occupiedTo());
            }
        }
    }

    @Provide
    Arbitrary<List<LeaseSpan>> leases() {
        Arbitrary<Instant> from = Arbitraries.integers()
                .between(0, 2200)
                .map(second -> Afternoon.WINDOW.from().plusSeconds(second));
        Arbitrary<Duration> held = Arbitraries.integers().between(0, 900).map(Duration::ofSeconds);
        Arbitrary<String> worker = Arbitraries.of("gpu-1", "gpu-2", "etl");
        Arbitrary<LeaseEnd> end = Arbitraries.of(LeaseEnd.class).injectNull(0.2);
        return Combinators.combine(worker, from, held, end)
                .as((who, at, time, why) -> why == null ? Leases.live(who, at, time) : Leases.ended(who, at, time, why))
                .list()
                .ofMaxSize(80);
    }
}
