package dev.asyncgate.receiptgate;

import dev.asyncgate.database.Trace;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks MCP over streamable HTTP (revision 2025-06-18) with a ReceiptGate, as far as one tool needs it. A server without a
 * handshake or without sessions is as good. Whatever it answers takes no longer than the timeout and no more memory than a
 * bound. Thread-safe.
 */
final class McpClient implements AutoCloseable {

    private static final String PROTOCOL = "2025-06-18";
    private static final String TOOL = "receiptgate.submit_receipt";
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int MOST_ANSWER_BYTES = 1024 * 1024;
    private static final int MOST_REASON_CHARACTERS = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Cf}]+");
    private static final Answer CLOSING = new Answer.NotTried("AsyncGate was closing.");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Numbers keep their digits. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(calls)
            .build();
    private final HttpRequest template;
    private final String token;
    private final Duration timeout;
    private final AtomicLong ids = new AtomicLong();
    private volatile @Nullable Session session;

    /** What a handshake agreed on; the id is null where the server keeps no sessions. */
    private record Session(@Nullable String id, String protocol) {}

    /** A call that came to nothing, with what became of it. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Answer answer;

        Failed(Answer answer) {
            super(answer.toString());
            this.answer = answer;
        }
    }

    /**
     * A client that has not called yet.
     *
     * @throws GateException INVALID_REQUEST when the token cannot stand in a header
     */
    McpClient(Settings.ReceiptGate settings) {
        this.token = settings.authToken();
        this.timeout = settings.emissionTimeout();
        try {
            this.template = HttpRequest.newBuilder(endpoint(settings.endpoint()))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json, text/event-stream")
                    .build();
        } catch (IllegalArgumentException unfit) {
            // Not a cause: its message repeats the token.
            throw new GateException(
                    ErrorCode.INVALID_REQUEST,
                    "ASYNCGATE_RECEIPTGATE_AUTH_TOKEN cannot be sent: it holds characters that no HTTP header may have.");
        }
    }

    /** An address without a path is the server's; its MCP endpoint is at /mcp there. */
    private static URI endpoint(URI configured) {
        return configured.getRawPath().length() <= 1 ? configured.resolve("/mcp") : configured;
    }

    /** Whether there has been a handshake since the last trouble. */
    boolean isOpen() {
        return session != null;
    }

    /** Forgets the handshake: the next call is one. */
    void forget() {
        session = null;
    }

    /** Makes the handshake. */
    Answer open() {
        ObjectNode parameters = NODES.objectNode().put("protocolVersion", PROTOCOL);
        parameters.putObject("capabilities");
        parameters.putObject("clientInfo").put("name", "AsyncGate").put("version", "1");
        try {
            Reply reply = call("initialize", parameters, null, null);
            JsonNode error = reply.message().get("error");
            if (error != null && error.path("code").asInt(0) != METHOD_NOT_FOUND) {
                return new Answer.Unreachable("ReceiptGate refused the handshake: " + said(error));
            }
            String agreed =
                    reply.message().path("result").path("protocolVersion").asString(PROTOCOL);
            Session opened = new Session(reply.sessionId(), agreed.matches("[0-9A-Za-z.-]+") ? agreed : PROTOCOL);
            if (error == null) {
                send(request(NODES.objectNode().put("method", "notifications/initialized"), opened, null), null);
            }
            session = opened;
            return new Answer.Done();
        } catch (Failed failed) {
            return new Answer.Unreachable(failed.answer.reason());
        }
    }

    /** Submits a receipt in the session that is open. */
    Answer submit(ObjectNode receipt) {
        Session current = session;
        if (current == null) {
            return new Answer.NotTried("The session with ReceiptGate had ended.");
        }
        ObjectNode parameters = NODES.objectNode().put("name", TOOL);
        parameters.putObject("arguments").set("receipt", receipt);
        try {
            String traceparent =
                    Trace.parentOrNull(receipt.at("/metadata/trace_id").asString(""));
            return verdict(call("tools/call", parameters, current, traceparent).message());
        } catch (Failed failed) {
            return failed.answer;
        }
    }

    /** An error may stand beside the result, in it, or in its marks. */
    private Answer verdict(JsonNode message) {
        JsonNode result = message.path("result");
        if (message.has("error") || result.has("error")) {
            JsonNode error = message.has("error") ? message.get("error") : result;
            return new Answer.Refused("ReceiptGate refused the receipt: " + said(error));
        }
        if (result.path("isError").asBoolean(false)) {
            return new Answer.Refused("ReceiptGate refused the receipt: " + said(result.path("content")));
        }
        return result.isObject() ? new Answer.Done() : new Answer.Unreachable("ReceiptGate answered without a result.");
    }

    /** A JSON-RPC answer, and the session that its headers name. */
    private record Reply(JsonNode message, @Nullable String sessionId) {}

    private Reply call(String method, ObjectNode parameters, @Nullable Session in, @Nullable String traceparent)
            throws Failed {
        long id = ids.incrementAndGet();
        ObjectNode message = NODES.objectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        return send(request(message, in, traceparent), id);
    }

    /** @param id of the answer to wait for; null for a notification, which has none */
    private Reply send(HttpRequest request, @Nullable Long id) throws Failed {
        try {
            Future<Reply> call = calls.submit(() -> exchange(request, id));
            return awaited(call);
        } catch (RejectedExecutionException closing) {
            throw new Failed(CLOSING);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failed failed ? failed : new Failed(trouble(e.getCause()));
        }
    }

    private Reply awaited(Future<Reply> call) throws Failed, ExecutionException {
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unreachable("ReceiptGate did not answer within " + timeout.toMillis() + " ms.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed(CLOSING);
        } finally {
            call.cancel(true);
        }
    }

    private HttpRequest request(ObjectNode message, @Nullable Session in, @Nullable String traceparent) {
        HttpRequest.Builder request = HttpRequest.newBuilder(template, (name, value) -> true);
        if (in != null) {
            request.header("MCP-Protocol-Version", in.protocol());
            Optional.ofNullable(in.id()).ifPresent(id -> request.header("Mcp-Session-Id", id));
        }
        Optional.ofNullable(traceparent).ifPresent(parent -> request.header("traceparent", parent));
        String body = MAPPER.writeValueAsString(message.put("jsonrpc", "2.0"));
        return request.POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    private Reply exchange(HttpRequest request, @Nullable Long id) throws Failed, IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, BodyHandlers.limiting(BodyHandlers.ofInputStream(), MOST_ANSWER_BYTES));
        try (InputStream body = response.body()) {
            requireSuccess(
                    response, request.headers().firstValue("Mcp-Session-Id").isPresent());
            JsonNode message = id == null ? NODES.objectNode() : message(response, body, id);
            return new Reply(
                    message, response.headers().firstValue("Mcp-Session-Id").orElse(null));
        }
    }

    private static void requireSuccess(HttpResponse<?> response, boolean inSession) throws Failed {
        int status = response.statusCode();
        switch (status) {
            case 200, 202, 204 -> {}
            case 404 ->
                throw inSession
                        ? new Failed(new Answer.NotTried("ReceiptGate has forgotten the session."))
                        : unreachable("ReceiptGate answered 404: RECEIPTGATE_ENDPOINT leads nowhere.");
            case 401, 403 -> throw unreachable("ReceiptGate answered " + status + ": it does not take the token.");
            case 400, 413, 422 ->
                throw new Failed(
                        new Answer.Refused("ReceiptGate refuses what it was sent: it answered " + status + "."));
            default -> throw unreachable("ReceiptGate answered " + status + ".");
        }
    }

    private static JsonNode message(HttpResponse<?> response, InputStream body, long id) throws Failed, IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return JsonRpc.answer(type, body, id)
                .orElseThrow(() -> unreachable("ReceiptGate answered what is no JSON-RPC answer."));
    }

    private static Failed unreachable(String reason) {
        return new Failed(new Answer.Unreachable(reason));
    }

    /** The kind of an exception says enough; its message may hold what was sent. */
    private Answer trouble(@Nullable Throwable cause) {
        String kind = cause == null ? "unknown" : cause.getClass().getSimpleName();
        return calls.isShutdown()
                ? CLOSING
                : new Answer.Unreachable("The connection to ReceiptGate failed (" + kind + ").");
    }

    /** What ReceiptGate said, fit to be shown and kept: short, printable, and without the token, should it repeat that. */
    private String said(JsonNode node) {
        String text = UNPRINTABLE.matcher(node.toString()).replaceAll(" ").replace(token, "***");
        return text.length() <= MOST_REASON_CHARACTERS ? text : text.substring(0, MOST_REASON_CHARACTERS) + "…";
    }

    @Override
    public void close() {
        calls.shutdownNow();
        http.shutdownNow();
    }
}
