package dev.asyncgate.database.embedded;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.time.Duration;

/** How long something another process does is waited for, looking again every 20 ms. */
final class Patience {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final long deadlineNanos;

    Patience(Duration atMost) {
        this.deadlineNanos = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Waits a moment; false when there is no more time, and then at once.
     *
     * @throws GateException DATABASE_UNAVAILABLE if this thread is interrupted; its interrupt status stays set
     */
    boolean pause() {
        if (System.nanoTime() - deadlineNanos > 0) {
            return false;
        }
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return true;
    }

    static GateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new GateException(
                ErrorCode.DATABASE_UNAVAILABLE, "Waiting for the database was given up because it was cancelled.", e);
    }
}
