package dev.asyncgate.app.leases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long a question waits while the window is moved; instants in nanoseconds, written in milliseconds. */
class WhoAsksWaitsForTheWindowToRestTest {

    private static final long MS = 1_000_000;

    private final long start = System.nanoTime();
    private final Motion motion = new Motion();

    @Test
    void aSingleStepHasNobodyWait() {
        motion.step(at(0));
        assertThat(motion.untilRest(at(1), at(1))).isNotPositive();
        motion.step(at(500));
        assertThat(motion.untilRest(at(501), at(501))).isNotPositive();
    }

    @Test
    void aWindowThatIsMovedOnIsWaitedForUntilItHasBeenStill() {
        motion.step(at(0));
        motion.step(at(16));
        assertThat(motion.untilRest(at(20), at(20))).isEqualTo(116 * MS);
        motion.step(at(32));
        assertThat(motion.untilRest(at(20), at(40))).isEqualTo(112 * MS);
        assertThat(motion.untilRest(at(20), at(152))).isZero();
    }

    @Test
    void aWindowThatNeverRestsIsNotWaitedForForEver() {
        for (long at = 0; at <= 800; at += 16) {
            motion.step(at(at));
        }
        assertThat(motion.untilRest(at(10), at(600))).isEqualTo(10 * MS);
        assertThat(motion.untilRest(at(10), at(610))).isZero();
    }

    private long at(long millis) {
        return start + millis * MS;
    }
}
