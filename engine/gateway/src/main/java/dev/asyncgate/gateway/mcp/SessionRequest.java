package dev.asyncgate.gateway.mcp;

import dev.asyncgate.gateway.call.Caller;
import io.modelcontextprotocol.spec.HttpHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A request with the id of its session in place of the name that its client has for it. */
final class SessionRequest extends HttpServletRequestWrapper {

    private final @Nullable String id;

    SessionRequest(HttpServletRequest request, SessionNames sessions, Caller caller) {
        super(request);
        String name = request.getHeader(HttpHeaders.MCP_SESSION_ID);
        this.id = name == null ? null : sessions.id(name, caller);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(HttpHeaders.MCP_SESSION_ID) ? id : super.getHeader(name);
    }
}
