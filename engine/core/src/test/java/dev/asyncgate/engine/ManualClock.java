package dev.asyncgate.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class ManualClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

    /** Stands at a noon. */
    public ManualClock() {}

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves on; for the test's own thread. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
