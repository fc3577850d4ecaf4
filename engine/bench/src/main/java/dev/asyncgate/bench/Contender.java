package dev.asyncgate.bench;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison, AsyncGate's or another.
 *
 * @param goal see {@link Comparison}
 */
record Contender(String side, @Nullable Goal goal, Measurement measurement) {

    /** Measures once, on rows of its own. */
    @FunctionalInterface
    interface Measurement {
        double take() throws SQLException;
    }
}
