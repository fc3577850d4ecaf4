package dev.asyncgate.app.gateway;

import dev.asyncgate.app.words.ShortId;
import dev.asyncgate.gateway.HeardCall;
import dev.asyncgate.json.Json;
import dev.asyncgate.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request with what came of it.
 *
 * @param name what was called: the path, or the tool over MCP
 * @param receipts that it made, among the newest of the tenant
 */
record CallLine(HeardCall call, String name, List<Receipt> receipts) {

    static final String MCP = "/mcp";
    private static final String VERSION = "/v1";
    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int REFUSED = 400;
    private static final int THROTTLED = 429;

    CallLine {
        receipts = List.copyOf(receipts);
    }

    static CallLine of(HeardCall call, List<Receipt> receipts) {
        return new CallLine(call, name(call), receipts);
    }

    /** Over MCP every call goes to one path; what is called stands in the body. */
    private static String name(HeardCall call) {
        if (!isMcp(call)) {
            return path(call.target());
        }
        if (call.body().isEmpty() || !call.isWhole()) {
            return call.target();
        }
        if (!(Json.check(call.body()) instanceof Json.Check.Ok(Json body))) {
            return call.target();
        }
        String method = body.node().path("method").asString("");
        String tool = body.node().path("params").path("name").asString("");
        return tool.isEmpty() ? method : tool;
    }

    /** Without the version and the query, and with ids as they stand everywhere else. */
    private static String path(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return ID.matcher(path.startsWith(VERSION + "/") ? path.substring(VERSION.length()) : path)
                .replaceAll(id -> ShortId.of(UUID.fromString(id.group())));
    }

    private static boolean isMcp(HeardCall call) {
        return call.target().startsWith(MCP);
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
