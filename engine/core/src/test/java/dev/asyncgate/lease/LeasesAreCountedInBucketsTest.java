package dev.asyncgate.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import java.time.Duration;
import java.time.Instant;
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
    void lanesAreWorkersTypesOrTasks() {
        UUID task = leaseFor("gpu-1", Duration.ofSeconds(10));
        leaseFor("gpu-2", Duration.ofSeconds(10));
        assertThat(count(LeaseBuckets.Lane.WORKER))
                .extracting(LeaseBucket::lane)
                .containsExactly("gpu-1", "gpu-2");
        assertThat(count(LeaseBuckets.Lane.TYPE)).singleElement().satisfies(bucket -> {
            assertThat(bucket.lane()).isEqualTo("report.render");
            assertThat(bucket.touching()).isEqualTo(2);
        });
        assertThat(count(LeaseBuckets.Lane.TASK)).extracting(LeaseBucket::lane).contains(task.toString());
    }

    @Test
    void whatBeganBeforeTheWindowBeginsInItsFirstBucket() {
        gate.create("report.render");
        gate.claim(gate.worker("gpu-1"));
        gate.clock.advance(Duration.ofSeconds(150));
        List<LeaseBucket> buckets = gate.inspector.leaseBuckets(LeaseBuckets.Lane.ALL, start.plus(MINUTE), MINUTE, 10);
        assertThat(buckets).extracting(LeaseBucket::begun).containsExactly(1, 0);
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

    private UUID leaseFor(String workerId, Duration held) {
        UUID task = gate.create("report.render");
        var worker = gate.worker(workerId);
        ClaimedTask claimed = gate.claim(worker);
        gate.clock.advance(held);
        worker.startTask(task, claimed.leaseId());
        worker.complete(task, claimed.leaseId(), TestGate.located());
        return task;
    }
}
