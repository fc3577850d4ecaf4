package dev.asyncgate.app.workers;

import java.time.Duration;

/** Over how long ended leases are counted. */
enum Span {
    QUARTER(Duration.ofMinutes(15)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Span(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }
}
