package dev.asyncgate.app.leases;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time; it ends after it begins, or at the same instant. Immutable. */
record TimeWindow(Instant from, Instant to) {

    static final Duration SHORTEST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofDays(31);

    TimeWindow {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A window cannot end at " + to + ", before it begins at " + from);
        }
    }

    /** The window of this length in which an instant stands at a fraction of it, 0 to 1. */
    static TimeWindow around(Instant instant, double fraction, Duration length) {
        Instant from = instant.minus(part(length, fraction));
        return new TimeWindow(from, from.plus(length));
    }

    Duration length() {
        return Duration.between(from, to);
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    /** Where an instant stands: 0 at the beginning, 1 at the end. */
    double fractionOf(Instant instant) {
        return (double) Duration.between(from, instant).toNanos() / Math.max(1, length().toNanos());
    }

    TimeWindow movedBy(Duration by) {
        return new TimeWindow(from.plus(by), to.plus(by));
    }

    /** Longer or shorter by a factor, within what can be shown; the instant keeps its fraction. */
    TimeWindow zoomed(Instant about, double factor) {
        Duration wanted = part(length(), factor);
        Duration bounded = wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        return around(about, fractionOf(about), bounded);
    }

    /** A part of a duration. */
    static Duration part(Duration whole, double fraction) {
        return Duration.ofNanos(Math.round(whole.toNanos() * fraction));
    }
}
