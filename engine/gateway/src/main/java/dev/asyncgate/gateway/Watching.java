package dev.asyncgate.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.metrics.Metrics;
import dev.asyncgate.gateway.metrics.MetricsPage;
import dev.asyncgate.gateway.tracing.CallSpans;
import dev.asyncgate.gateway.tracing.RequestSpans;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** What sees every request and every call of a gateway. Thread-safe. */
final class Watching implements AutoCloseable {

    private final Metrics metrics;
    private final OpenTelemetry telemetry;

    Watching(Gate gate) {
        this.metrics = new Metrics(gate);
        this.telemetry = gate.telemetry();
    }

    /** The calls as they are seen, with the one that tells what was counted. */
    List<Call> over(List<Call> calls) {
        List<Call> counted = Stream.concat(calls.stream(), Stream.of(Calls.metrics(metrics::summary)))
                .map(call -> call.watchedBy(metrics))
                .toList();
        return traced(counted, telemetry);
    }

    /** Stands before all other filters, to see also whom these refuse. */
    void addTo(ServletContextHandler context) {
        if (isTraced(telemetry)) {
            see(context, new RequestSpans(telemetry));
        }
        see(context, metrics.requests());
        context.addServlet(new ServletHolder(metrics.page()), MetricsPage.PATH);
    }

    private static void see(ServletContextHandler context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    /** The calls with spans of theirs; as they are when nobody traces. */
    static List<Call> traced(List<Call> calls, OpenTelemetry telemetry) {
        if (!isTraced(telemetry)) {
            return calls;
        }
        CallSpans spans = new CallSpans(telemetry);
        return calls.stream().map(call -> call.watchedBy(spans)).toList();
    }

    private static boolean isTraced(OpenTelemetry telemetry) {
        return !telemetry.equals(OpenTelemetry.noop());
    }

    @Override
    public void close() {
        metrics.close();
    }
}
