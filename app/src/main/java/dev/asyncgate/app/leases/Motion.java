package dev.asyncgate.app.leases;

import java.util.concurrent.TimeUnit;

/**
 * Whether the window is being moved: then whoever asks the server waits for it to come to rest, so that the machine is left to
 * the drawing. From any thread.
 */
final class Motion {

    /** Who moves on within this has not come to rest. */
    private static final long STILL = TimeUnit.MILLISECONDS.toNanos(120);

    /** Who never comes to rest sees something new as often as this. */
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(600);

    private volatile long last = System.nanoTime() - LONGEST;

    /** A step out of rest is no motion yet. */
    private volatile long stillFrom = last;

    /** The window was moved. */
    void step() {
        step(System.nanoTime());
    }

    void step(long now) {
        if (now - last < STILL) {
            stillFrom = now + STILL;
        }
        last = now;
    }

    /** Waits until the window is at rest, and not for ever. */
    void awaitRest() throws InterruptedException {
        long begin = System.nanoTime();
        for (long rest = untilRest(begin, begin); rest > 0; rest = untilRest(begin, System.nanoTime())) {
            TimeUnit.NANOSECONDS.sleep(rest);
        }
    }

    /** How long whoever waits since {@code begin} has to wait on, as far as is known now. */
    long untilRest(long begin, long now) {
        return Math.min(stillFrom - now, begin + LONGEST - now);
    }
}
