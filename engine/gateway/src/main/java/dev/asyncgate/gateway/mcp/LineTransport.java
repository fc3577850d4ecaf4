package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.call.Call;
import dev.asyncgate.gateway.call.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One session of messages, a line each. Unlike the SDK's own it answers whatever was asked before the input ended, gives
 * each call a virtual thread, and survives a line that is no message. Lines are read by one thread, written by any.
 */
public final class LineTransport implements McpServerTransportProvider, McpServerTransport {

    private static final Logger LOG = LoggerFactory.getLogger(LineTransport.class);

    /** The largest batch and what a message wraps around it. */
    private static final int LINE_BYTES = 16 * 1024 * 1024 + 64 * 1024;

    /** Longer than the longest poll. */
    private static final long GRACE_SECONDS = 35;

    private final OutputStream out;
    private final McpTransportContext context;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable McpServerSession session;

    /** @param context of every message */
    private LineTransport(OutputStream out, McpTransportContext context) {
        this.out = out;
        this.context = context;
    }

    /**
     * Offers the calls as tools until the input ends, then waits for those under way.
     *
     * @param version of the program, as the client is told
     * @param caller who makes every call
     * @throws IOException when the input cannot be read
     */
    public static void speak(List<Call> calls, String version, Caller caller, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        LineTransport lines = new LineTransport(out, SessionEra.context(caller));
        SessionEra.open(McpServer.sync(lines), Tool.of(calls), version);
        lines.readAll(in);
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(this);
    }

    private void readAll(InputStream in) throws IOException, InterruptedException {
        BufferedInputStream input = new BufferedInputStream(in);
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (String line = nextOrNull(input); line != null; line = nextOrNull(input)) {
                receive(line, calls);
            }
            calls.shutdown();
            calls.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } finally {
            calls.shutdownNow();
        }
    }

    /** Null at the end. Of a line that is too long only so much is kept, which is no message then. */
    private static @Nullable String nextOrNull(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() < LINE_BYTES) {
                line.write(next);
            }
            next = in.read();
        }
        return next < 0 && line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    /** Calls run beside each other; everything else, as the greeting, in the order in which it came. */
    private void receive(String line, ExecutorService calls) {
        if (line.isBlank()) {
            return;
        }
        try {
            JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(ToolJson.FOR_SDK, line);
            if (message instanceof JSONRPCRequest request && request.method().equals(McpSchema.METHOD_TOOLS_CALL)) {
                calls.execute(() -> handle(message));
            } else {
                handle(message);
            }
        } catch (IOException | IllegalArgumentException e) {
            write(ToolJson.Complaint.of(
                    new JSONRPCError(McpSchema.ErrorCodes.PARSE_ERROR, "This line is no message of JSON-RPC.")));
        }
    }

    private void handle(JSONRPCMessage message) {
        try {
            Objects.requireNonNull(session, "the server begins the session")
                    .handle(message)
                    .contextWrite(reactor -> reactor.put(McpTransportContext.KEY, context))
                    .block();
        } catch (RuntimeException e) {
            LOG.warn("A message was not handled: {}", e.toString());
        }
    }

    private void write(Object message) {
        try {
            byte[] bytes = ToolJson.FOR_SDK.writeValueAsBytes(message);
            writing.lock();
            try {
                out.write(bytes);
                out.write('\n');
                out.flush();
            } finally {
                writing.unlock();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> write(message));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return ToolJson.FOR_SDK.convertValue(data, type);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return Objects.requireNonNull(session, "the server begins the session").sendNotification(method, params);
    }

    /** Does nothing: the owner of the streams closes them. */
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }

    /** Does nothing either. */
    @Override
    public void close() {}

    @Override
    public List<String> protocolVersions() {
        return McpServerTransportProvider.super.protocolVersions();
    }
}
