package dev.asyncgate.app.demo;

import dev.asyncgate.app.theme.StateLook;
import dev.asyncgate.lease.LeaseEnd;
import dev.asyncgate.lease.LeaseSpan;
import dev.asyncgate.workers.demo.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leases of the last minutes, a lane for each worker, laid out without a width: every position is a share of the
 * strip's time, 0 at its beginning and 1 at its end. Positions outside belong to what sticks out.
 *
 * @param now where the database's clock stands
 */
record LiveStrip(Span span, Instant at, double now, List<Lane> lanes, List<AxisTick> ticks) {

    /** How much time a strip shows: as much as the demo has played, up to three minutes. */
    enum Span {
        ONE_MINUTE(60, 20),
        TWO_MINUTES(120, 28),
        THREE_MINUTES(180, 36);

        private final Duration past;
        private final Duration future;

        Span(int pastSeconds, int futureSeconds) {
            this.past = Duration.ofSeconds(pastSeconds);
            this.future = Duration.ofSeconds(futureSeconds);
        }

        /** The shortest that shows all that was played, or the longest. */
        static Span of(Duration played) {
            for (Span span : values()) {
                if (played.compareTo(span.past) < 0) {
                    return span;
                }
            }
            return THREE_MINUTES;
        }

        long minutes() {
            return past.toMinutes();
        }

        Instant from(Instant at) {
            return at.minus(past);
        }

        Instant to(Instant at) {
            return at.plus(future);
        }

        private Duration tick() {
            return past.dividedBy(6);
        }
    }

    /** Less than this share of a lease's time is left when its holder has not renewed in time. */
    private static final double OVERDUE = 0.3;

    LiveStrip {
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
    }

    /** Faults are where the user did something to this worker. */
    record Lane(String worker, List<Bar> bars, List<Double> faults) {
        Lane {
            bars = List.copyOf(bars);
            faults = List.copyOf(faults);
        }
    }

    /**
     * A lease.
     *
     * @param left until it runs out; null when it has ended
     * @param overdue whether it should have been renewed by now
     * @param refused where calls of its past holder were refused
     */
    record Bar(
            String type,
            StateLook look,
            double from,
            double to,
            List<Double> renewals,
            @Nullable Duration left,
            boolean overdue,
            List<Double> refused) {
        Bar {
            renewals = List.copyOf(renewals);
            refused = List.copyOf(refused);
        }
    }

    /** An instant on the axis. */
    record AxisTick(double x, Instant at) {}

    /** Lays out what was read at an instant. */
    static LiveStrip of(Span span, Instant at, List<WorkerView> workers, List<LeaseSpan> leases, List<Fault> faults) {
        var scale = new Scale(span.from(at), span.past.plus(span.future));
        Map<String, List<LeaseSpan>> byWorker = leases.stream().collect(Collectors.groupingBy(LeaseSpan::workerId));
        List<Lane> lanes = workers.stream()
                .map(worker -> lane(scale, at, worker.id(), byWorker.getOrDefault(worker.id(), List.of()), faults))
                .toList();
        return new LiveStrip(span, at, scale.x(at), lanes, ticks(scale, at, span.tick()));
    }

    private record Scale(Instant from, Duration length) {

        double x(Instant at) {
            return (double) Duration.between(from, at).toMillis() / length.toMillis();
        }

        List<Double> all(List<Instant> instants) {
            return instants.stream().map(this::x).toList();
        }
    }

    private static Lane lane(Scale scale, Instant at, String worker, List<LeaseSpan> leases, List<Fault> faults) {
        List<Bar> bars = leases.stream().map(lease -> bar(scale, at, lease)).toList();
        List<Instant> struck = faults.stream()
                .filter(fault -> fault.worker().equals(worker) && fault.kind().hurts())
                .map(Fault::at)
                .filter(when -> when.isAfter(scale.from()))
                .toList();
        return new Lane(worker, bars, scale.all(struck));
    }

    private static Bar bar(Scale scale, Instant at, LeaseSpan lease) {
        Instant ended = lease.endedAt();
        LeaseEnd reason = lease.endReason();
        Duration left = ended == null ? Duration.between(at, lease.expiresAt()) : null;
        return new Bar(
                lease.type(),
                StateLook.ofLease(reason == null ? "active" : reason.wireName()),
                scale.x(lease.acquiredAt()),
                scale.x(ended == null ? lease.expiresAt() : ended),
                scale.all(lease.renewals().stream().map(LeaseSpan.Renewal::at).toList()),
                left,
                left != null && left.toMillis() < lease.ttl().toMillis() * OVERDUE,
                scale.all(lease.lateAttempts().stream()
                        .map(LeaseSpan.LateAttempt::at)
                        .toList()));
    }

    private static List<AxisTick> ticks(Scale scale, Instant at, Duration step) {
        List<AxisTick> ticks = new ArrayList<>();
        for (Instant tick = scale.from(); tick.isBefore(at); tick = tick.plus(step)) {
            ticks.add(new AxisTick(scale.x(tick), tick));
        }
        return ticks;
    }
}
