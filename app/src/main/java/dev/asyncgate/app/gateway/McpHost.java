package dev.asyncgate.app.gateway;

import java.net.URI;

/** What a host of agents takes to reach the tools, with the key left to its environment. */
final class McpHost {

    private McpHost() {}

    static String overHttp(URI gateway, boolean keyed) {
        String headers = keyed ? ",\n      \"headers\": { \"Authorization\": \"Bearer ${ASYNCGATE_API_KEY}\" }" : "";
        return """
                {
                  "mcpServers": {
                    "asyncgate": {
                      "type": "http",
                      "url": "%s%s"%s
                    }
                  }
                }
                """.formatted(gateway, CallLine.MCP, headers);
    }
}
