package dev.asyncgate.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.lease.ClaimTasks;
import dev.asyncgate.lease.ClaimedTask;
import dev.asyncgate.lease.LeaseSpan;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renewals grow, so that the lifetime of a lease bounds a long task and never the number of renewals. */
class LeasesLastTheirLifetimeTest {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TestGate gate = TestGate.open();
    private final ManualTimer timer = new ManualTimer(gate);

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 20, 30, 120, 700, 1800})
    void aLeaseOfAnyLengthLastsTwoHoursOfWork(int ttlSeconds) {
        ClaimedTask task = claim(ttlSeconds);
        LeaseKeeper keeper = keep(task, Duration.ofMinutes(30));
        timer.advance(LIFETIME.minusSeconds(1));

        assertThat(keeper.isLost()).isFalse();
        LeaseSpan lease = lease(task);
        assertThat(lease.isLive()).isTrue();
        assertThat(lease.expiresAt()).isEqualTo(lease.acquiredAt().plus(LIFETIME));
        assertThat(lease.renewals()).hasSizeBetween(4, 10);

        timer.advance(Duration.ofSeconds(1));
        assertThat(keeper.isLost()).isTrue();
        assertThat(lease(task).lateAttempts()).isEmpty();
    }

    @Test
    void eachRenewalComesWhenAThirdIsLeftAndAsksForThreeTimesAsMuch() {
        ClaimedTask task = claim(60);
        LeaseKeeper keeper = keep(task, Duration.ofMinutes(30));
        timer.advance(Duration.ofSeconds(39));
        assertThat(lease(task).renewals()).isEmpty();
        timer.advance(Duration.ofSeconds(1));
        assertThat(keeper.timeLeft()).isEqualTo(Duration.ofMinutes(3));
        timer.advance(Duration.ofMinutes(2));
        assertThat(keeper.timeLeft()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void whoAsksForNoMoreThanSoMuchGetsNoMore() {
        ClaimedTask task = claim(15);
        LeaseKeeper keeper = keep(task, Duration.ofSeconds(15));
        timer.advance(Duration.ofSeconds(10));
        assertThat(keeper.timeLeft()).isEqualTo(Duration.ofSeconds(15));
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private ClaimedTask claim(int ttlSeconds) {
        gate.create("long");
        var request = new ClaimTasks.Request(List.of(), List.of(), 1, Duration.ofSeconds(ttlSeconds));
        return Taskee.of(gate.gate, gate.tenant, "w")
                .claim(request, Duration.ZERO)
                .getFirst();
    }

    private LeaseKeeper keep(ClaimedTask task, Duration longestExtension) {
        Taskee taskee = Taskee.of(gate.gate, gate.tenant, "w");
        var timing = new LeaseKeeper.Timing(timer, longestExtension);
        long before = timer.nanos();
        return new LeaseKeeper(taskee, task, timing, taskee.start(task.taskId(), task.leaseId()), before, () -> {});
    }

    private LeaseSpan lease(ClaimedTask task) {
        return gate.inspector.leasesOfTask(task.taskId()).getFirst();
    }

    /** A timer whose time and the gate's are moved on by the test, from one planned call to the next. */
    private static final class ManualTimer implements LeaseKeeper.Timer {

        private record Planned(long atNanos, FutureTask<?> call) {}

        private final PriorityQueue<Planned> planned = new PriorityQueue<>(Comparator.comparingLong(Planned::atNanos));
        private final TestGate gate;
        private long nanos;

        ManualTimer(TestGate gate) {
            this.gate = gate;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Future<?> after(long delayNanos, Runnable call) {
            var next = new FutureTask<>(call, null);
            planned.add(new Planned(nanos + delayNanos, next));
            return next;
        }

        void advance(Duration by) {
            long until = nanos + by.toNanos();
            while (!planned.isEmpty() && planned.element().atNanos() <= until) {
                Planned next = planned.remove();
                moveTo(next.atNanos());
                next.call().run();
            }
            moveTo(until);
        }

        private void moveTo(long next) {
            gate.clock.advance(Duration.ofNanos(next - nanos));
            nanos = next;
        }
    }
}
