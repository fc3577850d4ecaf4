package dev.asyncgate.gateway.mcp;

import dev.asyncgate.error.GateException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a tool: the answer of its call, or why there is none.
 *
 * @param content the answer as over HTTP, or {@code {"error": message, "code": code}} and the field if it is about one
 */
public record ToolResult(ObjectNode content, boolean isError) {

    static ToolResult of(ObjectNode answer) {
        return new ToolResult(answer, false);
    }

    static ToolResult refused(GateException refusal) {
        ObjectNode content = JsonNodeFactory.instance
                .objectNode()
                .put("error", refusal.getMessage())
                .put("code", refusal.code().name());
        return new ToolResult(refusal.field() == null ? content : content.put("field", refusal.field()), true);
    }
}
