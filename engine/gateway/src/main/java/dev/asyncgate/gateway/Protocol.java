package dev.asyncgate.gateway;

/** What a gateway speaks. */
public enum Protocol {
    /** The calls under {@code /v1}. */
    REST,
    /** The same calls as tools, at {@code /mcp}. */
    MCP
}
