package dev.asyncgate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.asyncgate.app.shell.Destination;
import dev.asyncgate.app.shell.PlaceId;
import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.Behaviour;
import dev.asyncgate.workers.demo.Scenario;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The strip puts each lease into its worker's lane, at its share of the time shown. */
class LiveStripTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:16:00Z");
    private static final LiveStrip.Span MINUTE = LiveStrip.Span.ONE_MINUTE;

    @Test
    void aYoungDemoIsShownCloserThanAnOldOne() {
        assertThat(LiveStrip.Span.of(Duration.ofSeconds(5)).minutes()).isEqualTo(1);
        assertThat(LiveStrip.Span.of(Duration.ofSeconds(61)).minutes()).isEqualTo(2);
        assertThat(LiveStrip.Span.of(Duration.ofHours(2)).minutes()).isEqualTo(3);
    }

    @Test
    void aLiveLeaseReachesToItsExpiryAndCountsDown() {
        LeaseSpan live = lease("a", NOW.minusSeconds(20), NOW.plusSeconds(10), null, List.of());
        LiveStrip.Bar bar = strip(live).lanes().getFirst().bars().getFirst();

        assertThat(bar.look()).isEqualTo(StateLook.LEASE_ACTIVE);
        assertThat(bar.from()).isCloseTo(40.0 / 80, within(1e-6));
        assertThat(bar.to()).isCloseTo(70.0 / 80, within(1e-6));
        assertThat(bar.left()).isEqualTo(Duration.ofSeconds(10));
        assertThat(bar.overdue()).isFalse();
    }

    @Test
    void aLeaseThatShouldHaveBeenRenewedStandsOut() {
        LeaseSpan late = lease("a", NOW.minusSeconds(18), NOW.plusSeconds(2), null, List.of());
        assertThat(strip(late).lanes().getFirst().bars().getFirst().overdue()).isTrue();
    }

    @Test
    void aRefusedCallStandsInTheLaneOfTheLostLease() {
        LeaseSpan lost = lease("a", NOW.minusSeconds(40), NOW.minusSeconds(20), LeaseEnd.EXPIRED, List.of(NOW));
        LiveStrip.Bar bar = strip(lost).lanes().getFirst().bars().getFirst();

        assertThat(bar.look()).isEqualTo(StateLook.LEASE_EXPIRED);
        assertThat(bar.refused()).containsExactly(strip(lost).now());
        assertThat(strip(lost).lanes().getLast().bars()).isEmpty();
    }

    @Test
    void theAxisEndsBeforeNow() {
        assertThat(strip().ticks()).hasSize(6).allMatch(tick -> tick.at().isBefore(NOW));
        assertThat(strip().now()).isCloseTo(60.0 / 80, within(1e-6));
    }

    @Test
    void aCountLeadsToTheNewestCaseThatItCounts() {
        LeaseSpan expired = lease("a", NOW.minusSeconds(40), NOW.minusSeconds(20), LeaseEnd.EXPIRED, List.of());
        Examples examples = Examples.among(List.of(expired), List.of(), 10);

        assertThat(LookLine.EXPIRED.destination(examples))
                .isEqualTo(new Destination.ShowLease(expired.leaseId(), expired.taskId()));
        assertThat(LookLine.TAKEN_OVER.destination(examples)).isEqualTo(new Destination.ShowPlace(PlaceId.TASKS));
        assertThat(LookLine.of(Set.of(Scenario.CRASHING))).hasSize(4).startsWith(LookLine.EXPIRED);
    }

    private static LiveStrip strip(LeaseSpan... leases) {
        return LiveStrip.of(MINUTE, NOW, List.of(worker("a"), worker("b")), List.of(leases), List.of());
    }

    private static WorkerView worker(String id) {
        return new WorkerView(id, Behaviour.STEADY, WorkerView.State.WAITING, NOW, null, null, Map.of());
    }

    private static LeaseSpan lease(
            String worker, Instant from, Instant to, @Nullable LeaseEnd end, List<Instant> refused) {
        return new LeaseSpan(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "report.render",
                worker,
                null,
                List.of(),
                from,
                Duration.ofSeconds(20),
                to,
                List.of(),
                from,
                end == null ? null : to,
                end,
                refused.stream()
                        .map(at -> new LeaseSpan.LateAttempt(at, "complete", "LEASE_INVALID_OR_EXPIRED"))
                        .toList());
    }
}
