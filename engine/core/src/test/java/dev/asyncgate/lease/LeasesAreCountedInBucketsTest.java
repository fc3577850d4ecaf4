package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesAreCountedInBucketsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestGate gate = TestGate.open();
    private final Instant start = gate.clock.instant();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void aLeaseTouchesEachBucketThatItLivesInAndEndsInOne() {
        leaseFor("gpu-1", Duration.ofSeconds(90));
        List<LeaseBucket> buckets = count(LeaseBuckets.Lane.ALL);
        assertThat(buckets).extracting(LeaseBucket::from).containsExactly(start, start.plus(MINUTE));
        assertThat(buckets).extracting(LeaseBucket::touching).containsExactly(1, 1);
        assertThat(buckets).extracting(LeaseBucket::begun).containsExactly(1, 0);
        assertThat(buckets)
                .extracting(bucket -> bucket.ended(LeaseEnd.COMPLETED))
                .containsExactly(0, 1);
    }

    @Test
    void aLiveLeaseTouchesEveryBucketUpToNowAndEndsInNone() {
        gate.create("report.render");
        gate.claim(gate.worker("gpu-1"));
        gate.clock.advance(Duration.ofSeconds(150));
        List<LeaseBucket> buckets = count(LeaseBuckets.Lane.ALL);
        assertThat(buckets).extracting(LeaseBucket::touching).containsExactly(1, 1, 1);
        assertThat(buckets).allSatisfy(bucket -> assertThat(bucket.ended()).isEmpty());
    }

    @Test
    void lanesAreWorkersOrTypes() {
        leaseFor("gpu-1", Duration.ofSeconds(10));
        leaseFor("gpu-2", Duration.ofSeconds(10));
        assertThat(count(LeaseBuckets.Lane.WORKER))
                .extracting(LeaseBucket::lane)
                .containsExactly("gpu-1", "gpu-2");
        assertThat(count(LeaseBuckets.Lane.TYPE)).singleElement().satisfies(bucket -> {
            assertThat(bucket.lane()).isEqualTo("report.render");
            assertThat(bucket.touching()).isEqualTo(2);
        });
    }

    @Test
    void whatBeganBeforeTheWindowTouchesItsFirstBucketAndBeginsInNone() {
        gate.create("report.render");
        gate.claim(gate.worker("gpu-1"));
        gate.clock.advance(Duration.ofSeconds(150));
        List<LeaseBucket> buckets = gate.inspector.leaseBuckets(LeaseBuckets.Lane.ALL, start.plus(MINUTE), MINUTE, 10);
        assertThat(buckets).extracting(LeaseBucket::touching).containsExactly(1, 1);
        assertThat(buckets).extracting(LeaseBucket::begun).containsExactly(0, 0);
    }

    @Test
    void slicesOfAWindowSayWhatTheWindowSays() {
        leaseFor("short", Duration.ofSeconds(20));
        expireAfter("long", Duration.ofSeconds(400));
        leaseFor("exactly", MINUTE);
        gate.create("report.render");
        gate.claim(gate.worker("live"));
        gate.clock.advance(Duration.ofSeconds(30));
        List<LeaseBucket> slices = new ArrayList<>();
        for (int from = 0; from < 10; from += 2) {
            slices.addAll(gate.inspector.leaseBuckets(
                    LeaseBuckets.Lane.WORKER, start.plus(MINUTE.multipliedBy(from)), MINUTE, 2));
        }
        assertThat(slices).containsExactlyInAnyOrderElementsOf(count(LeaseBuckets.Lane.WORKER));
    }

    @Test
    void aLeaseIsFoundHoweverLongAgoItBegan() {
        expireAfter("patient", Duration.ofDays(3));
        Instant ended = gate.clock.instant();
        assertThat(gate.inspector
                        .leases(ended.minusSeconds(5), ended.plusSeconds(5), 10)
                        .leases())
                .extracting(LeaseSpan::workerId)
                .containsExactly("patient");
        assertThat(gate.inspector.leaseBuckets(LeaseBuckets.Lane.WORKER, ended.minus(MINUTE), MINUTE, 2))
                .extracting(LeaseBucket::lane)
                .contains("patient");
    }

    @Test
    void theNewestOfAWindowAreReadAndItIsSaidThatThereAreMore() {
        for (int i = 0; i < 4; i++) {
            leaseFor("gpu-" + i, Duration.ofSeconds(100));
        }
        LeaseWindow all = gate.inspector.leases(start, gate.clock.instant(), 4);
        LeaseWindow newest = gate.inspector.leases(start, gate.clock.instant(), 2);
        assertThat(all.truncated()).isFalse();
        assertThat(newest.truncated()).isTrue();
        assertThat(newest.leases()).extracting(LeaseSpan::workerId).containsExactly("gpu-2", "gpu-3");
    }

    @Test
    void anotherTenantCountsNothingOfIt() {
        leaseFor("gpu-1", Duration.ofSeconds(10));
        assertThat(gate.gate.inspector(UUID.randomUUID()).leaseBuckets(LeaseBuckets.Lane.ALL, start, MINUTE, 10))
                .isEmpty();
    }

    @Test
    void theNextToRunOutIsTheLiveLeaseWithTheEarliestExpiry() {
        assertThat(gate.inspector.nextExpiry()).isEmpty();
        gate.create("report.render");
        gate.create("report.render");
        gate.claim(gate.worker("first"));
        gate.clock.advance(Duration.ofSeconds(5));
        gate.claim(gate.worker("second"));
        assertThat(gate.inspector.nextExpiry().orElseThrow().workerId()).isEqualTo("first");
    }

    private List<LeaseBucket> count(LeaseBuckets.Lane lane) {
        return gate.inspector.leaseBuckets(lane, start, MINUTE, 10);
    }

    private void leaseFor(String workerId, Duration held) {
        UUID task = gate.create("report.render");
        var worker = gate.worker(workerId);
        ClaimedTask claimed = gate.claim(worker);
        gate.clock.advance(held);
        worker.startTask(task, claimed.leaseId());
        worker.complete(task, claimed.leaseId(), TestGate.located());
    }

    private void expireAfter(String workerId, Duration held) {
        gate.create("report.render");
        gate.claim(gate.worker(workerId));
        gate.clock.advance(held);
        gate.gate.expireLeases(gate.tenant);
    }
}
