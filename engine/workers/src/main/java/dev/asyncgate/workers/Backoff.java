package dev.asyncgate.workers;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: anything up to twice as long as the last time, so that workers that were cut off
 * together do not come back together ("full jitter"). Used by one thread.
 */
public final class Backoff {

    private final long firstMillis;
    private final long longestMillis;
    private long nextMillis;

    public Backoff(Duration first, Duration longest) {
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
        this.nextMillis = firstMillis;
    }

    /** Waits, longer each time. */
    public void pause() throws InterruptedException {
        Thread.sleep(nextDelay());
    }

    /** The next wait, never less than half of the first. */
    Duration nextDelay() {
        long most = nextMillis;
        nextMillis = Math.min(nextMillis * 2, longestMillis);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(firstMillis / 2, most + 1));
    }

    /** It worked: the next wait is the first again. */
    public void reset() {
        nextMillis = firstMillis;
    }
}
