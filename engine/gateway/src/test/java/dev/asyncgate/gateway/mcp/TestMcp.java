package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.TestGateway;
import java.net.http.HttpRequest;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A session of MCP over HTTP, spoken as plainly as can be. */
final class TestMcp {

    static final JsonMapper JSON = new JsonMapper();

    private final TestGateway gateway;
    private final Supplier<HttpRequest.Builder> request;
    private final String name;

    private TestMcp(TestGateway gateway, Supplier<HttpRequest.Builder> request) {
        this.gateway = gateway;
        this.request = request;
        TestGateway.Answer answer = post(gateway, request.get(), message("initialize", """
                        {"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}"""));
        this.name = answer.header("Mcp-Session-Id");
        post(gateway, inSession(), "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /** In the tenant of the test, on an open gate. */
    static TestMcp of(TestGateway gateway) {
        return new TestMcp(gateway, () -> gateway.request(McpServlet.PATH));
    }

    /** With a key. */
    static TestMcp of(TestGateway gateway, String key) {
        return new TestMcp(gateway, () -> gateway.bare(McpServlet.PATH).header("Authorization", "Bearer " + key));
    }

    /** What came of a tool. */
    record Result(JsonNode json) {

        boolean refused() {
            return json.at("/result/isError").asBoolean();
        }

        JsonNode content() {
            return json.at("/result/structuredContent");
        }

        String text(String pointer) {
            return content().at(pointer).asString();
        }
    }

    /** @param tool its name without {@code asyncgate_} */
    Result call(String tool, String arguments) {
        return new Result(
                send("tools/call", "{\"name\":\"asyncgate_%s\",\"arguments\":%s}".formatted(tool, arguments)));
    }

    JsonNode tools() {
        return send("tools/list", "{}").at("/result/tools");
    }

    /** The answer to a message of this session. */
    JsonNode send(String method, String params) {
        String body =
                post(gateway, inSession(), message(method, params)).response().body();
        return JSON.readTree(body.substring(body.indexOf("data:") + "data:".length()));
    }

    String name() {
        return name;
    }

    HttpRequest.Builder inSession() {
        return request.get().header("Mcp-Session-Id", name);
    }

    static String message(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    }

    static TestGateway.Answer post(TestGateway gateway, HttpRequest.Builder request, String message) {
        return gateway.send(request.header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(message)));
    }
}
