package dev.asyncgate.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * Runs every so many elapsed seconds, whatever clocks on walls do.
 *
 * @param length whole seconds
 * @param anchor a whole second from which the runs are counted; it is none of them itself
 */
public record Interval(Duration length, Instant anchor) implements Timing {

    @Override
    public Instant next(Instant after) {
        long elapsed = after.getEpochSecond() - anchor.getEpochSecond();
        return anchor.plus(length.multipliedBy(Math.floorDiv(elapsed, length.toSeconds()) + 1));
    }
}
