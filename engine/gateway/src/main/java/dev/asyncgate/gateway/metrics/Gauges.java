package dev.asyncgate.gateway.metrics;

import dev.asyncgate.doctor.Measures;
import dev.asyncgate.task.TaskStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gauges of one look, put together tenant by tenant. Not thread-safe. */
final class Gauges {

    static final String DATABASE_UP = "asyncgate_database_up";
    static final String DATABASE_UP_SAYS = "1 while the database answers.";

    private final Map<String, GaugeSnapshot.Builder> byName = new LinkedHashMap<>();

    void put(String name, String says, double value, String... labels) {
        byName.computeIfAbsent(name, it -> GaugeSnapshot.builder().name(it).help(says))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(labels))
                        .build());
    }

    void tenant(UUID tenantId, Measures measures) {
        String tenant = tenantId.toString();
        tasks(tenant, measures);
        leases(tenant, measures);
        put("asyncgate_open_obligations", "Obligations without proof.", measures.openObligations(), "tenant", tenant);
        put("asyncgate_outbox_waiting", "Receipts to be delivered.", measures.outboxWaiting(), "tenant", tenant);
        put("asyncgate_outbox_parked", "Receipts that failed too often.", measures.outboxParked(), "tenant", tenant);
        put(
                "asyncgate_outbox_oldest_age_seconds",
                "Since the oldest receipt that waits was written.",
                seconds(measures.age(measures.outboxOldestAt())),
                "tenant",
                tenant);
    }

    private void tasks(String tenant, Measures measures) {
        measures.open()
                .forEach(tasks -> put(
                        "asyncgate_tasks",
                        "Tasks that have not ended.",
                        tasks.count(),
                        "tenant",
                        tenant,
                        "type",
                        tasks.type(),
                        "status",
                        tasks.status().wireName()));
        measures.ended()
                .forEach((outcome, count) -> put(
                        "asyncgate_tasks_ended",
                        "Tasks that have ended and are not archived yet.",
                        count,
                        "tenant",
                        tenant,
                        "outcome",
                        outcome.wireName()));
        measures.open().stream()
                .filter(tasks -> tasks.oldestEligibleAt() != null)
                .forEach(tasks -> put(
                        "asyncgate_oldest_eligible_age_seconds",
                        "Since the oldest task that nobody has claimed could have been claimed.",
                        seconds(measures.age(tasks.oldestEligibleAt())),
                        "tenant",
                        tenant,
                        "type",
                        tasks.type()));
    }

    private void leases(String tenant, Measures measures) {
        long active = measures.count(TaskStatus.LEASED) + measures.count(TaskStatus.RUNNING);
        put("asyncgate_leases_active", "Leases that are live.", active, "tenant", tenant);
        put(
                "asyncgate_leases_near_expiry",
                "Live leases with less than a fifth of their time left, or none.",
                measures.nearExpiry(),
                "tenant",
                tenant);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    List<GaugeSnapshot> snapshots() {
        return byName.values().stream().map(GaugeSnapshot.Builder::build).toList();
    }
}
