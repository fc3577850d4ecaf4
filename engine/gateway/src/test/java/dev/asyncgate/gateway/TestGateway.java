package dev.asyncgate.gateway;

import dev.asyncgate.access.Grant;
import dev.asyncgate.engine.TestGate;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway on a test gate, and a client that speaks to it: an open one in the test's tenant unless settings say otherwise. */
public final class TestGateway implements AutoCloseable {

    /** An open development gate without limits of calls. */
    public static final Map<String, String> OPEN = Map.of("ALLOW_INSECURE_DEV", "true", "RATE_LIMIT_ENABLED", "false");

    private static final JsonMapper JSON = new JsonMapper();

    public final TestGate gate;
    public final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestGateway(TestGate gate) {
        this.gate = gate;
        this.gateway = Gateway.open(gate.gate, "test");
    }

    /** An open development gate without limits of calls. */
    public static TestGateway open() {
        return with(OPEN);
    }

    /** With settings other than the defaults, by their keys. */
    public static TestGateway with(Map<String, String> overrides) {
        return with(overrides, OpenTelemetry.noop());
    }

    /** The same, traced. */
    public static TestGateway with(Map<String, String> overrides, OpenTelemetry telemetry) {
        return new TestGateway(TestGate.with(onAnyPort(overrides), telemetry));
    }

    /** Another gateway on the same database, in the same tenant and at the same time. */
    public TestGateway another(Map<String, String> overrides) {
        return new TestGateway(gate.another(onAnyPort(overrides)));
    }

    private static Map<String, String> onAnyPort(Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(overrides);
        all.put("PORT", "0");
        return all;
    }

    /** An answer: its status, its headers, its body. */
    public record Answer(int status, HttpResponse<String> response) {

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String text(String pointer) {
            return json().at(pointer).asString();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Makes a key of the test's tenant. */
    public String key(Grant grant) {
        return gate.gate
                .operator(gate.tenant, Principal.of(PrincipalKind.HUMAN, "ops"))
                .createKey(grant)
                .secret();
    }

    /** A request with a key, to be completed. */
    public HttpRequest.Builder keyed(String path, String key) {
        return bare(path).header("Authorization", "Bearer " + key);
    }

    /** Sends what HttpClient would refuse to send, and reads until the gateway closes. */
    public String raw(String request) {
        try (Socket socket = new Socket(
                gateway.address().getHost().replaceAll("[\\[\\]]", ""),
                gateway.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A request in the test's tenant, to be completed. */
    public HttpRequest.Builder request(String path) {
        return bare(path).header("X-Tenant-ID", gate.tenant.toString());
    }

    /** A request that names no tenant, to be completed. */
    public HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
        gate.close();
    }
}
