package dev.asyncgate.access;

import java.time.Duration;

/**
 * Where a caller stands after a call.
 *
 * @param calls how many there were in this window, this one and refused ones included
 * @param untilReset when the window ends and all calls are there again; not negative
 */
public record CallCount(int calls, CallLimit limit, Duration untilReset) {

    /** Whether this call was within the limit. */
    public boolean allowed() {
        return calls <= limit.calls();
    }

    /** How many more this window has. */
    public int remaining() {
        return Math.max(0, limit.calls() - calls);
    }
}
