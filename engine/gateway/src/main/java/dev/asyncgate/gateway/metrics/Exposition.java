package dev.asyncgate.gateway.metrics;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.Caller;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a caller is shown: whoever holds the configured key and names no tenant everything, anybody else the tenant of the
 * call alone, without what is told of the program and the machine.
 */
final class Exposition {

    private final Counted counted;
    private final Standing standing;

    Exposition(Counted counted, Standing standing) {
        this.counted = counted;
        this.standing = standing;
    }

    MetricSnapshots of(Caller caller) {
        return new MetricSnapshots(seesAll(caller) ? everything() : ofTenant(caller.tenantId()));
    }

    private static boolean seesAll(Caller caller) {
        ApiKey key = caller.key();
        return key != null && key.everyTenant() && key.tenantId().equals(caller.tenantId());
    }

    private List<MetricSnapshot> ofTenant(UUID tenantId) {
        var gauges = new Gauges();
        gauges.tenant(tenantId, standing.of(tenantId));
        return Stream.concat(
                        counted.snapshots().stream().flatMap(metric -> TenantPart.of(metric, tenantId).stream()),
                        gauges.snapshots().stream())
                .toList();
    }

    /** What this program counts is shown also while the database is away. */
    private List<MetricSnapshot> everything() {
        return Stream.concat(counted.snapshots().stream(), measured().snapshots().stream())
                .toList();
    }

    private Gauges measured() {
        try {
            var gauges = new Gauges();
            List<UUID> tenants = standing.tenants();
            tenants.stream()
                    .limit(Counted.MOST_TENANTS)
                    .forEach(tenantId -> gauges.tenant(tenantId, standing.of(tenantId)));
            gauges.put("asyncgate_tenants", "Tenants; at most 100 of them are measured.", tenants.size());
            gauges.put(
                    "asyncgate_sweep_age_seconds",
                    "Since any program on the database swept last; +Inf when none ever has.",
                    standing.lastSweep()
                            .map(swept -> Gauges.seconds(swept.age()))
                            .orElse(Double.POSITIVE_INFINITY));
            gauges.put(Gauges.DATABASE_UP, Gauges.DATABASE_UP_SAYS, 1);
            return gauges;
        } catch (GateException e) {
            var gauges = new Gauges();
            gauges.put(Gauges.DATABASE_UP, Gauges.DATABASE_UP_SAYS, 0);
            return gauges;
        }
    }
}
