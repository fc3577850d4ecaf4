package dev.asyncgate.app.words;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at the instant to which it is set, for what shows an earlier one as if it were now. Thread-safe. */
public final class SetClock extends Clock {

    private volatile Instant instant;

    public SetClock(Instant instant) {
        this.instant = instant;
    }

    public void set(Instant then) {
        instant = then;
    }

    @Override
    public Instant instant() {
        return instant;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
