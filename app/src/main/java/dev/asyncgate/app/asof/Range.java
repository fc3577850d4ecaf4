package dev.asyncgate.app.asof;

import java.time.Duration;
import java.time.Instant;

/** The stretch of time under the slider. Immutable. */
record Range(Instant from, Instant to) {

    static final Duration SHORTEST = Duration.ofMinutes(1);

    Duration length() {
        return Duration.between(from, to);
    }

    /** Where an instant lies, 0 to 1 for those inside. */
    double fractionOf(Instant instant) {
        return nanos(Duration.between(from, instant)) / nanos(length());
    }

    /** The instant at a fraction, to the microsecond. */
    Instant at(double fraction) {
        long micros = Math.round(nanos(length()) * Math.clamp(fraction, 0, 1) / 1000);
        return from.plusNanos(micros * 1000);
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && !instant.isAfter(to);
    }

    /** As long, so that an instant lies in it. */
    Range showing(Instant instant) {
        if (contains(instant)) {
            return this;
        }
        Instant begin = instant.minus(length().dividedBy(2));
        return new Range(begin, begin.plus(length()));
    }

    /** Shorter or longer by a factor, about an instant that stays where it is, and within a whole. */
    Range zoomed(Instant about, double factor, Range whole) {
        double nanos =
                Math.clamp(nanos(length()) * factor, nanos(SHORTEST), Math.max(nanos(SHORTEST), nanos(whole.length())));
        Instant begin = about.minusNanos(Math.round(nanos * Math.clamp(fractionOf(about), 0, 1)));
        return new Range(begin, begin.plusNanos(Math.round(nanos))).within(whole);
    }

    private Range within(Range whole) {
        Instant begin = to.isAfter(whole.to()) ? whole.to().minus(length()) : from;
        return begin.isBefore(whole.from())
                ? new Range(whole.from(), whole.from().plus(length()))
                : new Range(begin, begin.plus(length()));
    }

    private static double nanos(Duration duration) {
        return duration.getSeconds() * 1e9 + duration.getNano();
    }
}
