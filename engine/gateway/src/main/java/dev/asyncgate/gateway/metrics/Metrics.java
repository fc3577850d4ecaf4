package dev.asyncgate.gateway.metrics;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.call.Arguments;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Caller;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** What one gateway counts, and the ways to look at it. Thread-safe. */
public final class Metrics implements Call.Watch, AutoCloseable {

    private final Counted counted;
    private final Standing standing;

    public Metrics(Gate gate) {
        this.counted = new Counted(gate);
        this.standing = new Standing(gate);
    }

    /** Counts a call, by its outcome. */
    @Override
    public ObjectNode see(Call call, Caller caller, Supplier<ObjectNode> making) {
        return counted.call(call.name(), caller.tenantId(), making);
    }

    /** Counts and logs requests of HTTP; stands before the door, so that it also sees whom the door refuses. */
    public Requests requests() {
        return new Requests(counted);
    }

    /** For Prometheus. */
    public MetricsPage page() {
        return new MetricsPage(new Exposition(counted, standing));
    }

    /** The answer of {@code /v1/metrics}. */
    public ObjectNode summary(Caller caller, Arguments in) {
        return Summary.of(caller.tenantId(), counted, standing.of(caller.tenantId()));
    }

    @Override
    public void close() {
        counted.close();
    }
}
