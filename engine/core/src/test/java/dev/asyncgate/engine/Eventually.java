package dev.asyncgate.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads, no longer than it takes. */
public final class Eventually {

    private Eventually() {}

    /** Looks twenty times a second until it is so. */
    public static void is(String what, Duration within, BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("after " + within.toSeconds() + " s still not so: " + what);
            }
            Thread.sleep(50);
        }
    }
}
