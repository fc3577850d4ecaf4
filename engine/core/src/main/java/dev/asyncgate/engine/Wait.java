package dev.asyncgate.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long one claim waits at most, in the hands of whoever may want to end it before. Thread-safe. */
public final class Wait {

    private final Duration longest;
    private boolean ended;
    private @Nullable Runnable onEnd;
    private volatile @Nullable Runnable onRest;

    /** @param longest 0 s to 30 s */
    public Wait(Duration longest) {
        this.longest = longest;
    }

    Duration longest() {
        return longest;
    }

    /** Ends the wait. A claim that is just being made is made to its end; one that has not begun is not made. */
    public synchronized void end() {
        ended = true;
        if (onEnd != null) {
            onEnd.run();
        }
    }

    /** Has this run each time the claim rests: it needs nothing of the database then. */
    public void onRest(Runnable action) {
        onRest = action;
    }

    void rests() {
        Runnable action = onRest;
        if (action != null) {
            action.run();
        }
    }

    /** Has this run when the wait is ended, at once when it was. */
    synchronized void onEnd(Runnable action) {
        onEnd = action;
        if (ended) {
            action.run();
        }
    }
}
