package dev.asyncgate.gateway;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.gateway.door.BadMessages;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of HTTP: what it takes at most from anybody before a request comes to the door, and how it ends. */
final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Of the request line and all headers together. */
    private static final int HEADER_BYTES = 16 * 1024;

    private static final int MOST_CONNECTIONS = 4096;
    /** Clients that come at once; those beyond are told nothing and try again seconds later. */
    private static final int ACCEPT_QUEUE = 1024;

    /** Longer than clients keep a connection for their next call, commonly 30 s: else a call may meet its end. */
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final Duration HEAD = Duration.ofSeconds(60);
    /** The largest body at a megabit a second. */
    private static final Duration BODY = Duration.ofSeconds(140);

    private final Server server = new Server(threads());
    private final ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));

    /**
     * Takes the address; nobody is answered before {@link #start}.
     *
     * @throws GateException INVALID_REQUEST when it cannot be had
     */
    HttpServer(Settings.Gateway settings) {
        this(settings, MOST_CONNECTIONS);
    }

    /** The same, with another number of connections at once. */
    HttpServer(Settings.Gateway settings, int mostConnections) {
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(mostConnections, connector));
        server.setErrorHandler(new BadMessages());
        bind(settings);
    }

    /** Requests run on virtual threads; the few of the platform only move bytes. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("gateway");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("gateway-"));
        return threads;
    }

    /** Paths are matched as they were sent, so none is ambiguous, and a name in one may hold any character. */
    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(HEADER_BYTES);
        // The cache would take 96 KiB of the heap for each connection, idle ones too: 400 MB for as many as are taken.
        http.setHeaderCacheSize(0);
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        return http;
    }

    private void bind(Settings.Gateway settings) {
        try {
            connector.open();
        } catch (IOException e) {
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "The gateway cannot listen at %s:%d (%s). Choose another ASYNCGATE_HOST or ASYNCGATE_PORT, or stop the program that has it."
                            .formatted(settings.host(), settings.port(), reason(e)),
                    e);
        }
    }

    /** What the system says, without how Jetty wraps it. */
    private static String reason(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof java.nio.channels.UnresolvedAddressException
                ? "no such host"
                : String.valueOf(cause.getMessage());
    }

    /** The port that it listens on. */
    int port() {
        return connector.getLocalPort();
    }

    /** Answers from now on. */
    void start(Handler handler) {
        SlowClients slowClients = new SlowClients(HEAD, BODY, connector.getScheduler());
        slowClients.setHandler(new RefusedBodies(handler));
        connector.addBean(slowClients);
        server.setHandler(new GracefulHandler(slowClients));
        try {
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The gateway did not start: " + e.getMessage(), e);
        }
    }

    /** Takes no more connections or requests, finishes what runs, and after the grace cuts it off. */
    void stop(Duration grace) {
        server.setStopTimeout(grace.toMillis());
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("Calls that had not ended after {} s were cut off.", grace.toSeconds());
        } catch (Exception e) {
            throw new GateException(ErrorCode.INTERNAL_ERROR, "The gateway did not stop: " + e.getMessage(), e);
        }
    }
}
