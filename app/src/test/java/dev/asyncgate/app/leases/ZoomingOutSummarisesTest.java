package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ZoomingOutSummarisesTest {

    private static final TimeWindow WINDOW = Afternoon.WINDOW;

    @Test
    void aPictureStaysAtAboutAThousandMarksHoweverManyLeasesThereAre() {
        List<LeaseSpan> all = new ArrayList<>();
        for (int worker = 0; worker < 60; worker++) {
            all.addAll(leases("thumb-" + worker, worker * 10, Duration.ofSeconds(5)));
        }
        List<LeaseSpan> newest = all.subList(all.size() - 2000, all.size());
        LeaseData data = Leases.data(WINDOW, newest, all.size());
        Timeline timeline = TimelineLayout.of(Leases.wish(WINDOW, 900), data, Leases.known(all), Leases.WIDTHS);
        assertThat(timeline.marks()).isBetween(1L, 1200L);
        assertThat(timeline.overlapping()).isEqualTo(all.size());
        assertThat(timeline.lanes().stream().mapToLong(Lane::leases).sum()).isEqualTo(all.size());
    }

    @Test
    void lanesWithFewLeasesKeepTheirBarsWhileBusyOnesAreCounted() {
        var all = new ArrayList<>(leases("gpu-7", 5, Duration.ofMinutes(4)));
        all.addAll(leases("thumb-1", 800, Duration.ofSeconds(8)));
        all.addAll(leases("thumb-2", 700, Duration.ofSeconds(8)));
        LeaseData data = Leases.data(WINDOW, all, all.size());
        List<Lane> lanes = TimelineLayout.of(Leases.wish(WINDOW, 900), data, Leases.known(all), Leases.WIDTHS)
                .lanes();
        assertThat(lanes).extracting(Lane::name).containsExactly("gpu-7", "thumb-2", "thumb-1");
        assertThat(lanes).extracting(lane -> lane.summary() != null).containsExactly(false, false, true);
    }

    @Test
    void busyLanesOfOneKindBecomeOneGroupThatOpens() {
        var all = new ArrayList<>(leases("thumb-1", 1500, Duration.ofSeconds(8)));
        all.addAll(leases("thumb-2", 1500, Duration.ofSeconds(8)));
        LeaseData data = Leases.data(WINDOW, all, all.size());
        assertThat(TimelineLayout.of(Leases.wish(WINDOW, 900), data, Leases.known(all), Leases.WIDTHS)
                        .lanes())
                .singleElement()
                .satisfies(lane -> {
                    assertThat(lane.name()).isEqualTo("thumb-*");
                    assertThat(lane.members()).isEqualTo(2);
                    assertThat(lane.leases()).isEqualTo(3000L);
                });
        var open = new TimelineLayout.Wish(
                WINDOW, 900, Set.of(), "", Set.of("thumb-"), List.of(), Map.of(), Afternoon.NOW);
        assertThat(TimelineLayout.of(open, data, Leases.known(all), Leases.WIDTHS)
                        .lanes())
                .extracting(Lane::name)
                .containsExactly("thumb-1", "thumb-2");
    }

    @Test
    void barsUnderTwoPixelsAskForCounts() {
        var scale = new TimeScale(WINDOW, 900, List.of());
        List<LeaseSpan> narrow = leases("http", 20, Duration.ofSeconds(2));
        List<LeaseSpan> wide = leases("gpu", 20, Duration.ofSeconds(60));
        assertThat(LevelOfDetail.needsCounts(narrow, false, LaneBy.WORKER, scale))
                .isTrue();
        assertThat(LevelOfDetail.needsCounts(wide, false, LaneBy.WORKER, scale)).isFalse();
        assertThat(LevelOfDetail.needsCounts(wide, true, LaneBy.WORKER, scale)).isTrue();
    }

    @Test
    void aColumnIsAtLeastTwelvePixelsWideAndStaysWhereItIsAsTimeGoesOn() {
        var scale = new TimeScale(WINDOW, 900, List.of());
        Duration length = LevelOfDetail.bucketLength(scale);
        assertThat(length).isEqualTo(Duration.ofMinutes(1));
        assertThat(LevelOfDetail.bucketStart(Afternoon.START.plusSeconds(61), length))
                .isEqualTo(LevelOfDetail.bucketStart(Afternoon.START.plusSeconds(119), length));
    }

    private static List<LeaseSpan> leases(String worker, int count, Duration held) {
        long span = Duration.between(WINDOW.from(), Afternoon.NOW).toMillis();
        var leases = new ArrayList<LeaseSpan>();
        for (int i = 0; i < count; i++) {
            leases.add(Leases.ended(
                    worker, WINDOW.from().plusMillis(span * i / Math.max(1, count)), held, LeaseEnd.COMPLETED));
        }
        return leases;
    }
}
