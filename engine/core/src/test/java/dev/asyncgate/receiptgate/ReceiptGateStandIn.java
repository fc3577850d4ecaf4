package dev.asyncgate.receiptgate;

import dev.asyncgate.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A ReceiptGate on a loopback port, made of sockets so that it can behave as badly as any. It keeps what is submitted to it,
 * in the order in which it came.
 */
final class ReceiptGateStandIn implements AutoCloseable {

    /** How it answers the submission of a receipt. */
    @FunctionalInterface
    interface Manner {
        void answer(Call call) throws IOException;
    }

    /** A request that has come in, and the way back. */
    record Call(Map<String, String> headers, JsonNode message, Socket socket) {

        String id() {
            return message.path("id").toString();
        }

        JsonNode receipt() {
            return message.path("params").path("arguments").path("receipt");
        }

        void respond(int status, String type, String body, String... headers) throws IOException {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            send("HTTP/1.1 " + status + " x\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                    + "\r\nConnection: close\r\n" + String.join("", headers) + "\r\n" + body);
        }

        void send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void json(String member) throws IOException {
            respond(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":" + id() + "," + member + "}");
        }
    }

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable ServerSocket server;
    private volatile int port;
    private volatile Manner manner = this::keep;
    private volatile Manner greeting = this::welcome;
    private volatile @Nullable String session = "session-1";

    ReceiptGateStandIn() {
        comeBack();
    }

    /** The settings of a program that delivers to it. */
    Map<String, String> settings() {
        return Map.of(
                "RECEIPT_MODE", "receiptgate_integrated",
                "RECEIPTGATE_ENDPOINT", "http://127.0.0.1:" + port,
                "RECEIPTGATE_AUTH_TOKEN", "very-secret-token",
                "RECEIPTGATE_TENANT_ID", "there",
                "RECEIPTGATE_EMISSION_TIMEOUT_MS", "400",
                "RECEIPTGATE_EMISSION_MAX_RETRIES", "3");
    }

    /** From now on it answers submissions like this. */
    void behave(Manner other) {
        manner = other;
    }

    /** Keeps the receipt, as it should. */
    void keep(Call call) throws IOException {
        received.add(call.receipt());
        call.json("\"result\":{\"content\":[],\"isError\":false}");
    }

    /** Keeps it and says so in a stream that holds something else before, and stays open afterwards. */
    void keepAndStream(Call call) throws IOException {
        received.add(call.receipt());
        call.send("HTTP/1.1 200 x\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n"
                + "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\n\n"
                + "id: 7\ndata: {\"jsonrpc\":\"2.0\",\ndata: \"id\":" + call.id() + ",\"result\":{}}\n\n");
        waitForTheEnd(call.socket());
    }

    /** From now on it answers handshakes like this. */
    void greet(Manner other) {
        greeting = other;
    }

    /** Forgets its sessions; the next is named so, or is none when this is null. */
    void restart(@Nullable String nextSession) {
        session = nextSession;
    }

    /** Every receipt that it has kept, a repeated one as often as it came. */
    List<JsonNode> received() {
        return received;
    }

    /** The types of what it has kept of a task. */
    List<String> typesOf(UUID task) {
        return received.stream()
                .filter(receipt -> receipt.get("task_id").stringValue().equals(task.toString()))
                .map(receipt -> receipt.get("metadata").get("receipt_type").stringValue())
                .toList();
    }

    /** Requests of any kind so far. */
    int calls() {
        return calls.get();
    }

    /** Refuses connections until it comes back. */
    void goAway() {
        try {
            ServerSocket listening = server;
            server = null;
            if (listening != null) {
                listening.close();
            }
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void comeBack() {
        try {
            ServerSocket listening = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
            port = listening.getLocalPort();
            server = listening;
            Thread.ofVirtual().start(() -> accept(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Call call = read(socket);
            calls.incrementAndGet();
            switch (call.message().path("method").asString("")) {
                case "initialize" -> greeting.answer(call);
                case "notifications/initialized" -> call.respond(202, "text/plain", "");
                default -> submitted(call);
            }
        } catch (IOException broken) {
            // The other side went first, or this one was told to.
        } finally {
            open.remove(socket);
        }
    }

    private void submitted(Call call) throws IOException {
        String named = call.headers().get("mcp-session-id");
        String expected = session;
        if (expected != null && !expected.equals(named)) {
            call.respond(404, "text/plain", "no such session");
            return;
        }
        manner.answer(call);
    }

    private void welcome(Call call) throws IOException {
        String header = session == null ? "" : "Mcp-Session-Id: " + session + "\r\n";
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + call.id()
                + ",\"result\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}}}";
        call.respond(200, "application/json", body, header);
    }

    private static Call read(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
            }
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Call(
                headers, Json.parse(new String(body, StandardCharsets.UTF_8)).node(), socket);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new SocketException("closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Until the other side closes. */
    static void waitForTheEnd(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            throw new SocketException("nothing else was expected");
        }
    }
}
