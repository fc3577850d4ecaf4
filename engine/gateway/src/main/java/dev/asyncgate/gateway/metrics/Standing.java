package dev.asyncgate.gateway.metrics;

import dev.asyncgate.doctor.LastSweep;
import dev.asyncgate.doctor.Measures;
import dev.asyncgate.engine.Gate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * How tenants stand, as the database tells. A measure is kept for a second, or ten times as long as it took: so however
 * many look, and however much there is to read, measuring takes a tenth of one connection's time. Thread-safe.
 */
final class Standing {

    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int RATIO = 10;

    private final Gate gate;
    private final ConcurrentMap<UUID, Look> looks = new ConcurrentHashMap<>();

    Standing(Gate gate) {
        this.gate = gate;
    }

    private record Look(Measures measures, long endNanos) {
        boolean isOver() {
            return System.nanoTime() - endNanos > 0;
        }
    }

    /** How a tenant stands. */
    Measures of(UUID tenantId) {
        looks.values().removeIf(Look::isOver);
        return Objects.requireNonNull(looks.computeIfAbsent(tenantId, this::look))
                .measures();
    }

    private Look look(UUID tenantId) {
        long start = System.nanoTime();
        Measures measures = gate.inspector(tenantId).measure();
        long end = System.nanoTime();
        return new Look(measures, end + Math.max(KEPT_NANOS, RATIO * (end - start)));
    }

    /** The tenants that there are. */
    List<UUID> tenants() {
        return gate.tenants();
    }

    Optional<LastSweep.Swept> lastSweep() {
        return gate.lastSweep();
    }
}
