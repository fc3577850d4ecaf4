package dev.asyncgate.gateway.metrics;

import dev.asyncgate.doctor.Measures;
import dev.asyncgate.task.TaskStatus;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The metrics of one tenant as {@code /v1/metrics} tells them. */
final class Summary {

    private Summary() {}

    static ObjectNode of(UUID tenantId, Counted counted, Measures measures) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode metrics = answer.putObject("metrics");
        Collection<Timer> calls = counted.calls(tenantId);
        counters(metrics.putObject("counters"), calls);
        gauges(metrics.putObject("gauges"), measures);
        timings(metrics.putObject("timings"), calls);
        ObjectNode sizes = answer.putObject("queue_sizes");
        for (TaskStatus status : TaskStatus.values()) {
            sizes.put(status.wireName(), measures.count(status));
        }
        return answer;
    }

    private static void counters(ObjectNode counters, Collection<Timer> calls) {
        calls.stream()
                .collect(Collectors.toMap(
                        timer -> tag(timer, Counted.CALL) + "." + tag(timer, Counted.OUTCOME),
                        Timer::count,
                        Long::sum,
                        TreeMap::new))
                .forEach(counters::put);
    }

    private static void gauges(ObjectNode gauges, Measures measures) {
        gauges.put("leases_active", measures.count(TaskStatus.LEASED) + measures.count(TaskStatus.RUNNING))
                .put("leases_near_expiry", measures.nearExpiry())
                .put("oldest_eligible_age_seconds", Gauges.seconds(measures.oldestEligibleAge()))
                .put("open_obligations", measures.openObligations())
                .put("outbox_waiting", measures.outboxWaiting())
                .put("outbox_parked", measures.outboxParked());
    }

    private static void timings(ObjectNode timings, Collection<Timer> calls) {
        calls.stream()
                .collect(Collectors.groupingBy(timer -> tag(timer, Counted.CALL), TreeMap::new, Collectors.toList()))
                .forEach((call, timers) -> {
                    long count = timers.stream().mapToLong(Timer::count).sum();
                    double total = timers.stream()
                            .mapToDouble(timer -> timer.totalTime(TimeUnit.SECONDS))
                            .sum();
                    timings.putObject(call).put("count", count).put("total_seconds", total);
                });
    }

    private static String tag(Timer timer, String name) {
        return Objects.requireNonNull(timer.getId().getTag(name));
    }
}
