package dev.asyncgate.app.gateway;

import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.gateway.HeardCall.Body;
import dev.asyncgate.gateway.Protocol;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request with what came of it.
 *
 * @param name what was called: the path, or the tool over MCP
 * @param problem the code of what was refused; empty for none
 * @param receipts that it made, among the newest of the tenant
 */
record CallLine(HeardCall call, String name, String problem, List<Receipt> receipts) {

    static final String MCP = "/mcp";
    private static final String VERSION = "/v1";
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final JsonFactory JSON = new JsonFactory();
    private static final int REFUSED = 400;
    private static final int THROTTLED = 429;

    CallLine {
        receipts = List.copyOf(receipts);
    }

    static CallLine of(HeardCall call, List<Receipt> receipts) {
        return new CallLine(call, name(call), problem(call), receipts);
    }

    /** Over MCP every call goes to one path; what is called stands in the body. */
    private static String name(HeardCall call) {
        if (!isMcp(call)) {
            return path(call.target());
        }
        String called = called(call.body().beginning());
        return called.isEmpty() ? call.target() : called;
    }

    /** The method of a message, or the tool that it names; both come before long arguments, so its beginning will do. */
    private static String called(String message) {
        String method = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), message)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = json.currentName();
                JsonToken value = json.nextToken();
                if (member.equals("method") && value == JsonToken.VALUE_STRING) {
                    method = json.getString();
                } else if (member.equals("params") && value == JsonToken.START_OBJECT) {
                    String tool = tool(json);
                    if (!tool.isEmpty()) {
                        return tool;
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            // Cut off, or no JSON: what was read until there is what is known.
            return method;
        }
        return method;
    }

    private static String tool(JsonParser params) {
        while (params.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean named = params.currentName().equals("name");
            if (params.nextToken() == JsonToken.VALUE_STRING && named) {
                return params.getString();
            }
            params.skipChildren();
        }
        return "";
    }

    private static String problem(HeardCall call) {
        Body answer = call.answer();
        boolean told = call.status() >= REFUSED && answer.isWhole() && !answer.isEmpty();
        return told && Json.check(answer.beginning()) instanceof Json.Check.Ok(Json json)
                ? json.node().path("error").asString("")
                : "";
    }

    /** Without the version and the query, and with ids as they stand everywhere else. */
    private static String path(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return ID.matcher(path.startsWith(VERSION + "/") ? path.substring(VERSION.length()) : path)
                .replaceAll(id -> ShortId.of(UUID.fromString(id.group())));
    }

    private static boolean isMcp(HeardCall call) {
        return protocol(call) == Protocol.MCP;
    }

    /** What it speaks; null for what is no call, such as the documents. */
    static @Nullable Protocol protocol(HeardCall call) {
        if (call.target().startsWith(MCP)) {
            return Protocol.MCP;
        }
        return call.target().startsWith(VERSION + "/") ? Protocol.REST : null;
    }

    /** How it came in: the method of HTTP, or MCP. */
    String way() {
        return isMcp(call) ? "MCP" : call.method();
    }

    boolean isRefused() {
        return call.status() >= REFUSED;
    }

    boolean isThrottled() {
        return call.status() == THROTTLED;
    }

    /** The same for the same request, always. */
    UUID id() {
        String words = call.at() + " " + call.traceId() + " " + call.method() + " " + call.target();
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    }
}
