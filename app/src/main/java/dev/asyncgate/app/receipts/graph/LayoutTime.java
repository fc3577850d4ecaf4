package dev.asyncgate.app.receipts.graph;

import java.io.Serial;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a drawing may take to be laid out. The loops that lay out ask at each turn, and give up when the time is over or
 * nobody waits for the drawing any more.
 */
public final class LayoutTime {

    private static final ScopedValue<Long> UNTIL = ScopedValue.newInstance();

    private LayoutTime() {}

    /** It was over before the drawing was laid out. */
    public static final class Over extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Over() {
            super("the layout took too long");
        }
    }

    /**
     * Lays out within a time.
     *
     * @throws Over when it takes longer
     */
    public static <T> T within(Duration time, Supplier<T> layout) {
        return ScopedValue.where(UNTIL, System.nanoTime() + time.toNanos()).call(layout::get);
    }

    /** Goes on while there is time; without a limit there always is. */
    static void check() {
        if (UNTIL.isBound()
                && (System.nanoTime() - UNTIL.get() >= 0
                        || Thread.currentThread().isInterrupted())) {
            throw new Over();
        }
    }
}
