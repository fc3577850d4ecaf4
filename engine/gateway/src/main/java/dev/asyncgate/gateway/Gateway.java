package dev.asyncgate.gateway;

import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.call.About;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Calls;
import dev.asyncgate.gateway.call.Deliveries;
import dev.asyncgate.gateway.door.BadMessages;
import dev.asyncgate.gateway.door.Door;
import dev.asyncgate.gateway.door.Waits;
import dev.asyncgate.gateway.mcp.McpServlet;
import dev.asyncgate.gateway.rest.Documents;
import dev.asyncgate.gateway.rest.Rest;
import dev.asyncgate.settings.Settings;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** REST and MCP over an engine, on an address of this machine. Thread-safe. Closing it leaves the engine open. */
public final class Gateway implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Entrance entrance;
    private final String host;
    private final HttpServer server;
    private final McpServlet mcp;
    private final Waits waits;
    private final Deliveries deliveries;
    private final Watching watching;
    private final RecentCalls recent;

    private Gateway(
            Entrance entrance,
            String host,
            HttpServer server,
            McpServlet mcp,
            Waits waits,
            Deliveries deliveries,
            Watching watching,
            RecentCalls recent) {
        this.entrance = entrance;
        this.host = host;
        this.server = server;
        this.mcp = mcp;
        this.waits = waits;
        this.deliveries = deliveries;
        this.watching = watching;
        this.recent = recent;
    }

    /**
     * Opens the gateway at the host and port of the engine's settings; port 0 takes any that is free.
     *
     * @param version of the program, as callers are told
     * @throws GateException INVALID_REQUEST when there may be no gateway with these settings or the address cannot be had
     */
    public static Gateway open(Gate gate, String version) {
        Settings.Gateway settings = gate.settings().gateway();
        Entrance entrance = Entrance.of(gate.settings());
        HttpServer server = new HttpServer(settings);
        About about = new About(version, InstantSource.system().instant(), InstantSource.system());
        Waits waits = new Waits();
        Deliveries deliveries = new Deliveries(gate);
        Watching watching = new Watching(gate);
        RecentCalls recent = new RecentCalls(InstantSource.system());
        List<Call> calls = watching.over(Calls.all(about, deliveries));
        McpServlet mcp = new McpServlet(calls, version);
        Door door = new Door(gate, entrance == Entrance.OPEN, server.port(), waits);
        server.start(handler(recent, watching, door, calls, mcp, version));
        return new Gateway(entrance, settings.host(), server, mcp, waits, deliveries, watching, recent);
    }

    private static ServletContextHandler handler(
            RecentCalls recent, Watching watching, Door door, List<Call> calls, McpServlet mcp, String version) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setErrorHandler(new BadMessages());
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addFilter(new FilterHolder(recent), "/*", EnumSet.of(DispatcherType.REQUEST));
        watching.addTo(context);
        context.addFilter(new FilterHolder(door), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(mcp), McpServlet.PATH);
        context.addServlet(new ServletHolder(new Rest(calls)), "/*");
        ServletHolder documents = new ServletHolder(new Documents(calls, version));
        Documents.PATHS.forEach(path -> context.addServlet(documents, path));
        return context;
    }

    /** How callers come in. */
    public Entrance entrance() {
        return entrance;
    }

    /** Where it is called. */
    public URI address() {
        return address(host, server.port());
    }

    /** Where a gateway with such settings is called. */
    public static URI address(String host, int port) {
        return URI.create("http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port));
    }

    /** How many calls wait for a task just now. */
    public int waiting() {
        return waits.count();
    }

    /** The last requests, the newest first; at most 500. */
    public List<HeardCall> recentCalls() {
        return recent.newestFirst();
    }

    /** How many requests there have been since it was opened. */
    public long callsHeard() {
        return recent.heard();
    }

    /** As {@link #close(Duration)} with 10 s. */
    @Override
    public void close() {
        close(GRACE);
    }

    /** Takes no more calls, ends waiting claims with what they have, and lets the others finish, for so long at most. */
    public void close(Duration grace) {
        waits.close();
        mcp.drain();
        server.stop(grace);
        deliveries.close();
        watching.close();
    }
}
