package dev.asyncgate.workers.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The speed of the demo, and sleeping at it: a sleeper notices a change at once. Thread-safe. */
final class Pace {

    private Speed speed;

    Pace(Speed speed) {
        this.speed = speed;
    }

    synchronized Speed speed() {
        return speed;
    }

    synchronized void set(Speed next) {
        speed = next;
        notifyAll();
    }

    /** Sleeps so long in simulated time. */
    synchronized void sleep(Duration simulated) throws InterruptedException {
        double left = simulated.toNanos();
        while (left > 0) {
            int factor = speed.factor();
            long before = System.nanoTime();
            TimeUnit.NANOSECONDS.timedWait(this, (long) (left / factor) + 1);
            left -= (double) (System.nanoTime() - before) * factor;
        }
    }
}
