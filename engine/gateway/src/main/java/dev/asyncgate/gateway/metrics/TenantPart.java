package dev.asyncgate.gateway.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What of a metric carries the label of one tenant. */
final class TenantPart {

    private TenantPart() {}

    /** Empty when nothing does. */
    static Optional<MetricSnapshot> of(MetricSnapshot metric, UUID tenantId) {
        MetricSnapshot part = switch (metric) {
            case CounterSnapshot it -> new CounterSnapshot(it.getMetadata(), own(it.getDataPoints(), tenantId));
            case GaugeSnapshot it -> new GaugeSnapshot(it.getMetadata(), own(it.getDataPoints(), tenantId));
            case HistogramSnapshot it -> new HistogramSnapshot(it.getMetadata(), own(it.getDataPoints(), tenantId));
            default -> new GaugeSnapshot(metric.getMetadata(), List.of());
        };
        return part.getDataPoints().isEmpty() ? Optional.empty() : Optional.of(part);
    }

    private static <P extends DataPointSnapshot> List<P> own(List<P> points, UUID tenantId) {
        return points.stream()
                .filter(point -> tenantId.toString().equals(point.getLabels().get(Counted.TENANT)))
                .toList();
    }
}
