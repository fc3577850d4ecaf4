package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.app.leases.Timeline.Step;
import dev.asyncgate.app.leases.Timeline.Stop;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TheArrowKeysWalkTest {

    private final Timeline timeline = TimelineLayout.of(
            Leases.wish(Afternoon.WINDOW, 880),
            Leases.data(Afternoon.WINDOW, Afternoon.leases()),
            LeaseCounts.Known.NOTHING,
            Leases.WIDTHS);

    private final UUID expired = Afternoon.expired().leaseId();

    @Test
    void fromNowhereToTheFirstLane() {
        LeaseBar first = timeline.walk(null, Step.RIGHT).orElseThrow();
        assertThat(first.lease().workerId())
                .isEqualTo(timeline.lanes().getFirst().key());
    }

    @Test
    void alongTheLaneInTheOrderOfAcquisition() {
        LeaseSpan next = timeline.walk(expired, Step.RIGHT).orElseThrow().lease();
        assertThat(next.workerId()).isEqualTo("gpu-8");
        assertThat(next.acquiredAt()).isAfter(Afternoon.expired().acquiredAt());
        assertThat(timeline.walk(next.leaseId(), Step.LEFT)
                        .orElseThrow()
                        .lease()
                        .leaseId())
                .isEqualTo(expired);
    }

    @Test
    void upAndDownToTheNearestBarOfTheNextRow() {
        LeaseBar here = timeline.barOf(expired).orElseThrow();
        LeaseBar below = timeline.walk(expired, Step.DOWN).orElseThrow();
        LeaseBar above = timeline.walk(expired, Step.UP).orElseThrow();
        assertThat(below.y()).isGreaterThan(here.y());
        assertThat(above.y()).isLessThan(here.y());
    }

    @Test
    void everyBarCanBeReachedByAPointer() {
        timeline.bars()
                .filter(bar -> bar.x0() >= 0)
                .forEach(bar ->
                        assertThat(timeline.barAt(bar.x0() + 1, bar.y() + 10)).contains(bar));
    }

    @Test
    void theNextLeaseOfTheTaskIsFound() {
        LeaseBar bar = timeline.barOf(expired).orElseThrow();
        assertThat(timeline.successor(bar).orElseThrow().lease().workerId()).isEqualTo("gpu-7");
    }

    @Test
    void overLanesThatAreSummedUpToo() {
        var all = new ArrayList<LeaseSpan>();
        all.add(Leases.ended("gpu-1", Afternoon.WINDOW.from(), Duration.ofMinutes(9), LeaseEnd.COMPLETED));
        for (int i = 0; i < 1500; i++) {
            all.add(Leases.ended(
                    "thumb-1", Afternoon.WINDOW.from().plusMillis(i * 100L), Duration.ofSeconds(1), LeaseEnd.FAILED));
        }
        Timeline mixed = TimelineLayout.of(
                Leases.wish(Afternoon.WINDOW, 880),
                Leases.data(Afternoon.WINDOW, all, all.size()),
                Leases.known(all),
                Leases.WIDTHS);
        UUID bar = all.getFirst().leaseId();
        Stop below = mixed.step(bar, null, Step.DOWN).orElseThrow();
        assertThat(below)
                .isInstanceOfSatisfying(
                        Stop.OnLane.class, it -> assertThat(it.lane().key()).isEqualTo("thumb-1"));
        assertThat(mixed.step(null, "thumb-1", Step.RIGHT)).isEmpty();
        assertThat(mixed.step(null, "thumb-1", Step.UP).orElseThrow())
                .isInstanceOfSatisfying(
                        Stop.OnBar.class,
                        it -> assertThat(it.bar().lease().leaseId()).isEqualTo(bar));
    }
}
