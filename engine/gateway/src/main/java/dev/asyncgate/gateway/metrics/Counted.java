package dev.asyncgate.gateway.metrics;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.receiptgate.Deliveries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What happens in this program, counted as it happens. Thread-safe. */
final class Counted implements AutoCloseable {

    static final String CALLS = "asyncgate.calls";
    static final String TENANT = "tenant";
    static final String CALL = "call";
    static final String OUTCOME = "outcome";

    /** Tenants with labels of their own; whoever comes later is counted under {@link #OTHERS}. */
    static final int MOST_TENANTS = 100;

    private static final String OTHERS = "other";
    private static final String OK = "ok";

    private static final Duration[] BOUNDS = Stream.of(
                    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Set<UUID> tenants = ConcurrentHashMap.newKeySet();
    private final Meter.MeterProvider<Timer> calls;
    private final Meter.MeterProvider<Counter> requests;
    private final Counter rateLimited;

    Counted(Gate gate) {
        this.calls = Timer.builder(CALLS)
                .description(
                        "Calls over REST and MCP, by what came of them. Claims that wait take as long as they wait.")
                .serviceLevelObjectives(BOUNDS)
                .withRegistry(registry);
        this.requests = Counter.builder("asyncgate.http.requests")
                .description("Requests of HTTP, by the status of their answer.")
                .withRegistry(registry);
        this.rateLimited = Counter.builder("asyncgate.rate.limited.calls")
                .description("Calls refused because their caller had made too many.")
                .register(registry);
        engine(gate);
        machine();
    }

    private void engine(Gate gate) {
        Gauge.builder("asyncgate.pool.connections", gate, it -> it.poolUse().active())
                .tag("state", "active")
                .description("Connections to the database.")
                .register(registry);
        Gauge.builder("asyncgate.pool.connections", gate, it -> it.poolUse().idle())
                .tag("state", "idle")
                .description("Connections to the database.")
                .register(registry);
        gauge(
                gate,
                "asyncgate.pool.max",
                "Most connections at once.",
                it -> it.settings().database().poolSize());
        gauge(
                gate,
                "asyncgate.pool.waiting",
                "Threads that wait for a connection.",
                it -> it.poolUse().waiting());
        gauge(gate, "asyncgate.waiting.claims", "Claims that wait for a task.", Gate::waitingClaims);
        counter(gate, "asyncgate.sweep.leases.ended", "Leases that ran out, ended here.", Gate::leasesEndedBySweep);
        if (gate.deliveries() != null) {
            counter(gate, "asyncgate.receiptgate.delivered", "Receipts delivered from here.", Counted::delivered);
            gauge(gate, "asyncgate.receiptgate.open", "1 while ReceiptGate is not called.", Counted::notCalled);
        }
    }

    private static double delivered(Gate gate) {
        Deliveries deliveries = gate.deliveries();
        return deliveries == null ? 0 : deliveries.delivered();
    }

    private static double notCalled(Gate gate) {
        Deliveries deliveries = gate.deliveries();
        return deliveries != null && deliveries.breaker() == Deliveries.Breaker.OPEN ? 1 : 0;
    }

    private void gauge(Gate gate, String name, String says, ToDoubleFunction<Gate> value) {
        Gauge.builder(name, gate, value).description(says).register(registry);
    }

    private void counter(Gate gate, String name, String says, ToDoubleFunction<Gate> value) {
        FunctionCounter.builder(name, gate, value).description(says).register(registry);
    }

    private void machine() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /** Makes a call and counts it under what comes of it. */
    <T> T call(String name, UUID tenantId, Supplier<T> making) {
        long start = System.nanoTime();
        String outcome = ErrorCode.INTERNAL_ERROR.name();
        try {
            T answer = making.get();
            outcome = OK;
            return answer;
        } catch (GateException e) {
            outcome = e.code().name();
            throw e;
        } finally {
            calls.withTags(TENANT, label(tenantId), CALL, name, OUTCOME, outcome)
                    .record(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    void request(int status) {
        requests.withTags("status", Integer.toString(status)).increment();
        if (status == 429) {
            rateLimited.increment();
        }
    }

    /** Under which label a tenant's calls are counted. */
    private String label(UUID tenantId) {
        boolean own = tenants.contains(tenantId) || (tenants.size() < MOST_TENANTS && tenants.add(tenantId));
        return own ? tenantId.toString() : OTHERS;
    }

    /** The calls of a tenant. */
    Collection<Timer> calls(UUID tenantId) {
        return registry.find(CALLS).tag(TENANT, tenantId.toString()).timers();
    }

    MetricSnapshots snapshots() {
        return registry.getPrometheusRegistry().scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
