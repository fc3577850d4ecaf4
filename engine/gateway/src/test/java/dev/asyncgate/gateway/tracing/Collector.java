package dev.asyncgate.gateway.tracing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpServer;
import dev.asyncgate.engine.Eventually;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A collector of OpenTelemetry on a loopback port: takes traces by OTLP over HTTP, and keeps them. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                received.addAll(parse(exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    /** The settings of a gate that sends its traces here. */
    Map<String, String> settings() {
        return Map.of(
                "OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "ALLOW_INSECURE_DEV",
                "true",
                "INSTANCE_ID",
                "gate-eu-1");
    }

    /** A span as it came, under the names of its attributes. */
    record Seen(String name, String traceId, String spanId, String parentId, Map<String, String> says, Span span) {

        static Seen of(Span span) {
            HexFormat hex = HexFormat.of();
            return new Seen(
                    span.getName(),
                    hex.formatHex(span.getTraceId().toByteArray()),
                    hex.formatHex(span.getSpanId().toByteArray()),
                    hex.formatHex(span.getParentSpanId().toByteArray()),
                    texts(span.getAttributesList()),
                    span);
        }

        boolean isChildOf(Seen other) {
            return parentId.equals(other.spanId) && traceId.equals(other.traceId);
        }
    }

    List<Seen> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(Seen::of)
                .toList();
    }

    /** The one span with this name, once it is there. */
    Seen span(String name) {
        return span(name, seen -> seen.name().equals(name));
    }

    /** The one span of which this is so, once it is there. */
    Seen span(String as, Predicate<Seen> so) {
        try {
            Eventually.is(
                    "there is the span " + as,
                    Duration.ofSeconds(60),
                    () -> spans().stream().anyMatch(so));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<Seen> found = spans().stream().filter(so).toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one span " + as + " among " + spans());
        }
        return found.getFirst();
    }

    /** What the program says of itself. */
    Map<String, String> program() {
        return texts(received.getFirst().getResource().getAttributesList());
    }

    /** Everything that came, as text. */
    String everything() {
        return received.toString();
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        each -> each.getValue().hasStringValue()
                                ? each.getValue().getStringValue()
                                : Long.toString(each.getValue().getIntValue())));
    }

    private static List<ResourceSpans> parse(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body).getResourceSpansList();
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
