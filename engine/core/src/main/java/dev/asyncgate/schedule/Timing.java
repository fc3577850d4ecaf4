package dev.asyncgate.schedule;

import java.time.Duration;
import java.time.Instant;

/** The instants at which a schedule runs, without beginning or end. Immutable. */
public sealed interface Timing permits Interval, Cron {

    /** The first run after an instant. */
    Instant next(Instant after);

    /** The last run that is not after an instant. */
    default Instant latest(Instant notAfter) {
        Duration back = Duration.ofMinutes(1);
        Instant run = next(notAfter.minus(back));
        while (run.isAfter(notAfter)) {
            back = back.multipliedBy(2);
            run = next(notAfter.minus(back));
        }
        for (Instant later = next(run); !later.isAfter(notAfter); later = next(later)) {
            run = later;
        }
        return run;
    }
}
