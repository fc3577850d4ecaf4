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

    /** So many requests are remembered. */
    public static final int MOST_RECENT_CALLS = 500;

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Entrance entrance;
    private final String host;
    private final HttpServer server;
    private final Waits waits = new Waits();
    private final RecentCalls recent = new RecentCalls(InstantSource.system());
    private final Deliveries deliveries;
    private final Watching watching;
    private final McpServlet mcp;
    private final Door door;
    private volatile Reach reach;

    private Gateway(Gate gate, String version, Reach reach) {
        Settings.Gateway settings = gate.settings().gateway();
        this.reach = reach;
        this.host = settings.host();
        this.entrance = Entrance.of(gate.settings());
        this.server = new HttpServer(settings);
        this.deliveries = new Deliveries(gate);
        this.watching = new Watching(gate);
        About about = new About(version, InstantSource.system().instant(), InstantSource.system());
        List<Call> calls = watching.over(Calls.all(about, deliveries));
        this.mcp = new McpServlet(calls, version, () -> answers(Protocol.MCP));
        this.door = new Door(gate, entrance == Entrance.OPEN, server.port(), waits, () -> this.reach.origins());
        server.start(handler(calls, version));
    }

    /**
     * Opens the gateway at the host and port of the engine's settings; port 0 takes any that is free.
     *
     * @param version of the program, as callers are told
     * @throws GateException INVALID_REQUEST when there may be no gateway with these settings or the address cannot be had
     */
    public static Gateway open(Gate gate, String version) {
        return open(gate, version, Reach.of(gate.settings().gateway()));
    }

    /** The same, with another reach than the settings say. */
    public static Gateway open(Gate gate, String version, Reach reach) {
        return new Gateway(gate, version, reach);
    }

    private ServletContextHandler handler(List<Call> calls, String version) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.setErrorHandler(new BadMessages());
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addFilter(new FilterHolder(recent), "/*", EnumSet.of(DispatcherType.REQUEST));
        watching.addTo(context);
        context.addFilter(new FilterHolder(door), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(mcp), McpServlet.PATH);
        context.addServlet(new ServletHolder(new Rest(calls, () -> answers(Protocol.REST))), "/*");
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

    /** From now on this is answered, and these pages may call. Claims that wait end with what they have. */
    public void change(Reach wanted) {
        boolean closes = !wanted.protocols().containsAll(reach.protocols());
        reach = wanted;
        if (closes) {
            waits.end();
        }
    }

    private boolean answers(Protocol protocol) {
        return reach.answers(protocol);
    }

    /** How many requests of pages of other origins were turned away. */
    public long pagesRefused() {
        return door.pagesRefused();
    }

    /** The origin of the last page that was turned away, as its browser said it; empty for none. */
    public String lastRefusedOrigin() {
        return door.lastRefusedOrigin();
    }

    /** How many calls wait for a task just now. */
    public int waiting() {
        return waits.count();
    }

    /** The last requests, the newest first; at most {@value #MOST_RECENT_CALLS}. */
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
