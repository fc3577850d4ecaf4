/** The calls as tools of agents: MCP over HTTP and over standard input and output. */
@NullMarked
package dev.asyncgate.gateway.mcp;

import org.jspecify.annotations.NullMarked;
