package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.call.Access;
import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.door.Door;
import dev.asyncgate.gateway.door.Refusal;
import dev.asyncgate.gateway.metrics.Requests;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The tools over streamable HTTP, behind the door that every request passes. Each message is handled on the thread of its
 * request, so a call that waits holds up nobody. Thread-safe.
 */
public final class McpServlet extends HttpServlet {

    public static final String PATH = "/mcp";

    @Serial
    private static final long serialVersionUID = 1L;

    /** The largest batch and what a message wraps around it. */
    private static final int MESSAGE_BYTES = 16 * 1024 * 1024 + 64 * 1024;

    /** So often a client that listens is asked whether it is still there; proxies keep such a connection open. */
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

    /** A session ends when it was not used from one sweep to the next. */
    private static final Duration SWEEP = Duration.ofMinutes(30);

    private final transient HttpServletStreamableServerTransportProvider transport;
    private final transient McpSyncServer server;
    private final transient SessionNames sessions = new SessionNames();

    private final transient BooleanSupplier open;

    /**
     * The tools of these calls.
     *
     * @param version of the program, as clients are told
     * @param open whether messages are taken just now
     */
    public McpServlet(List<Call> calls, String version, BooleanSupplier open) {
        this.open = open;
        this.transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(ToolJson.FOR_SDK)
                .mcpEndpoint(PATH)
                .contextExtractor(request -> SessionEra.context(Door.caller(request)))
                .maxRequestSize(MESSAGE_BYTES)
                .keepAliveInterval(KEEP_ALIVE)
                .sessionSweepInterval(SWEEP)
                .build();
        this.server = SessionEra.open(McpServer.sync(transport), Tool.of(calls), version);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.setAttribute(Requests.ROUTE, PATH);
        if (!open.getAsBoolean()) {
            throw Refusal.closed("MCP");
        }
        Caller caller = Door.caller(request);
        caller.require(Access.ANY_KEY);
        ServletRequest inward = new SessionRequest(request, sessions, caller);
        transport.service(inward, new SessionResponse(response, sessions, caller, Door.trace(request)));
    }

    /** Takes no more messages and ends the streams of those that listen; calls under way are finished. */
    public void drain() {
        server.closeGracefully();
    }
}
