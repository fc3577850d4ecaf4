package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls are under way at most. Who comes when there are as many as the database can serve soon is told to come
 * again, before anything is asked of the database or read: so a queue never grows, those who are let in are answered soon,
 * and when the crowd has gone nothing is left of it. A claim that rests is not under way. Thread-safe.
 */
final class Admission {

    /** With calls of a few milliseconds the last one let in waits for a fraction of a second. */
    private static final int PER_CONNECTION = 100;

    /** For those who look how it goes. */
    private static final int RESERVED = 16;

    private static final int LONGEST_RETRY_SECONDS = 3;

    private final int most;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param connections that the database's pool has at most */
    Admission(int connections) {
        this.most = connections * PER_CONNECTION;
    }

    /**
     * Lets a call in.
     *
     * @param looking whether it only looks how it goes
     * @throws Refusal when too many are under way
     */
    Stay enter(boolean looking) {
        int limit = looking ? most + RESERVED : most;
        if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            throw busy("%,d calls are under way, as many as this gate takes on at once.".formatted(limit));
        }
        return new Stay();
    }

    /** Spread, lest those who were refused together come back together. */
    static Refusal busy(String why) {
        int seconds = ThreadLocalRandom.current().nextInt(1, LONGEST_RETRY_SECONDS + 1);
        return new Refusal(
                503,
                ErrorCode.DATABASE_UNAVAILABLE,
                "The gate is busy: " + why + " Nothing was done; try again in " + seconds + " s.",
                Map.of("Retry-After", Integer.toString(seconds)));
    }

    /** One call that was let in, until it is closed. */
    final class Stay implements AutoCloseable {

        private final AtomicBoolean left = new AtomicBoolean();

        /** Does nothing the second time. */
        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        }
    }
}
