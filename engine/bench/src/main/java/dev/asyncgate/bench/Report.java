package dev.asyncgate.bench;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run found, and under which conditions.
 *
 * @param version of AsyncGate
 * @param commit of the sources it was built from, with {@code +} when they had been changed since; null when unknown
 */
public record Report(
        Instant startedAt,
        String version,
        @Nullable String commit,
        Effort effort,
        Conditions conditions,
        List<Comparison> comparisons) {

    public Report {
        comparisons = List.copyOf(comparisons);
    }
}
