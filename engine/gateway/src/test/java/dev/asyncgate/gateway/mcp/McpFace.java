package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.TestGateway;
import tools.jackson.databind.node.ObjectNode;

/** The engine over MCP, with principals named as agents do. */
final class McpFace implements Face {

    private final TestMcp session;

    McpFace(TestGateway gateway) {
        this.session = TestMcp.of(gateway);
    }

    @Override
    public Told make(String call, ObjectNode in) {
        TestMcp.Result result =
                session.call(call, asAgent(in, "principal", "to").toString());
        return result.refused() ? Told.refused(result.text("/code")) : Told.answered(result.content());
    }

    private static ObjectNode asAgent(ObjectNode in, String... roles) {
        ObjectNode named = in.deepCopy();
        for (String role : roles) {
            if (in.has(role + "_kind")) {
                named.set(in.get(role + "_kind").asString() + "_id", named.remove(role + "_id"));
                named.remove(role + "_kind");
            }
        }
        return named;
    }
}
