package dev.asyncgate.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.metrics.Metrics;
import dev.asyncgate.gateway.metrics.MetricsPage;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** What sees every request and every call of a gateway. Thread-safe. */
final class Watching implements AutoCloseable {

    private final Metrics metrics;

    Watching(Gate gate) {
        this.metrics = new Metrics(gate);
    }

    /** The calls as they are seen, with the one that tells what was counted. */
    List<Call> over(List<Call> calls) {
        return Stream.concat(calls.stream(), Stream.of(Calls.metrics(metrics::summary)))
                .map(call -> call.watchedBy(metrics))
                .toList();
    }

    /** Stands before all other filters, to see also whom these refuse. */
    void addTo(ServletContextHandler context) {
        context.addFilter(new FilterHolder(metrics.requests()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(metrics.page()), MetricsPage.PATH);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
