package dev.asyncgate.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.About;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.call.Deliveries;
import dev.asyncgate.gateway.door.Door;
import dev.asyncgate.gateway.mcp.McpServlet;
import dev.asyncgate.gateway.metrics.Metrics;
import dev.asyncgate.gateway.metrics.MetricsPage;
import dev.asyncgate.gateway.rest.Documents;
import dev.asyncgate.gateway.rest.Rest;
import dev.asyncgate.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** REST and MCP over an engine, on an address of this machine. Thread-safe. Closing it leaves the engine open. */
public final class Gateway implements AutoCloseable {

    private static final int HEADER_BYTES = 16 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final McpServlet mcp;
    private final Deliveries deliveries;
    private final Metrics metrics;

    private Gateway(Server server, ServerConnector connector, McpServlet mcp, Deliveries deliveries, Metrics metrics) {
        this.server = server;
        this.connector = connector;
        this.mcp = mcp;
        this.deliveries = deliveries;
        this.metrics = metrics;
    }

    /**
     * Opens the gateway at the host and port of the engine's settings; port 0 takes any that is free.
     *
     * @param version of the program, as callers are told
     * @throws GateException INVALID_REQUEST when the address cannot be had
     */
    public static Gateway open(Gate gate, String version) {
        Settings.Gateway settings = gate.settings().gateway();
        Server server = new Server(threads());
        ServerConnector connector = connector(server, settings);
        bind(connector, settings);
        About about = new About(version, InstantSource.system().instant(), InstantSource.system());
        Deliveries deliveries = new Deliveries(gate);
        Metrics metrics = new Metrics(gate);
        List<Call> calls = Stream.concat(
                        Calls.all(about, deliveries).stream(), Stream.of(Calls.metrics(metrics::summary)))
                .map(call -> call.watchedBy(metrics))
                .toList();
        McpServlet mcp = new McpServlet(calls, version);
        server.setHandler(handler(new Door(gate, connector.getLocalPort()), calls, mcp, metrics, version));
        Gateway gateway = new Gateway(server, connector, mcp, deliveries, metrics);
        gateway.start();
        return gateway;
    }

    /** Requests run on virtual threads; the few of the platform only move bytes. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("gateway");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("gateway-"));
        return threads;
    }

    private static ServerConnector connector(Server server, Settings.Gateway settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        server.addConnector(connector);
        return connector;
    }

    private static void bind(ServerConnector connector, Settings.Gateway settings) {
        try {
            connector.open();
        } catch (java.io.IOException e) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The gateway cannot listen at %s:%d (%s). Choose another ASYNCGATE_HOST or ASYNCGATE_PORT, or stop the program that has it."
                            .formatted(settings.host(), settings.port(), e.getMessage()),
                    e);
        }
    }

    private static ServletContextHandler handler(
            Door door, List<Call> calls, McpServlet mcp, Metrics metrics, String version) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(metrics.requests()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(new FilterHolder(door), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(mcp), McpServlet.PATH);
        context.addServlet(new ServletHolder(metrics.page()), MetricsPage.PATH);
        context.addServlet(new ServletHolder(new Rest(calls)), "/*");
        ServletHolder documents = new ServletHolder(new Documents(calls, version));
        Documents.PATHS.forEach(path -> context.addServlet(documents, path));
        return context;
    }

    private void start() {
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The gateway did not start: " + e.getMessage(), e);
        }
    }

    /** Where it is called. */
    public URI address() {
        String host = connector.getHost();
        return URI.create(
                "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, connector.getLocalPort()));
    }

    @Override
    public void close() {
        try {
            mcp.drain();
            server.stop();
        } catch (Exception e) {
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The gateway did not stop: " + e.getMessage(), e);
        } finally {
            deliveries.close();
            metrics.close();
        }
    }
}
