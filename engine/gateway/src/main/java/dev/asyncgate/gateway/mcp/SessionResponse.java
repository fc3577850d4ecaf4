package dev.asyncgate.gateway.mcp;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.gateway.call.Caller;
import dev.asyncgate.gateway.door.Problems;
import dev.asyncgate.gateway.door.Refusal;
import io.modelcontextprotocol.spec.HttpHeaders;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** A response that tells the client its name for the session, and errors of HTTP as JSON like everywhere else. */
final class SessionResponse extends HttpServletResponseWrapper {

    private final SessionNames sessions;
    private final Caller caller;
    private final String trace;

    SessionResponse(HttpServletResponse response, SessionNames sessions, Caller caller, String trace) {
        super(response);
        this.sessions = sessions;
        this.caller = caller;
        this.trace = trace;
    }

    @Override
    public void setHeader(String name, String value) {
        boolean ofSession = name.equalsIgnoreCase(HttpHeaders.MCP_SESSION_ID);
        super.setHeader(name, ofSession ? sessions.name(value, caller) : value);
    }

    @Override
    public void sendError(int status) throws IOException {
        Problems.write((HttpServletResponse) getResponse(), refusal(status), trace);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case SC_NOT_FOUND ->
                new Refusal(status, ErrorCode.NOT_FOUND, "This session has ended; begin one with initialize.");
            case SC_METHOD_NOT_ALLOWED ->
                new Refusal(status, ErrorCode.METHOD_NOT_ALLOWED, McpServlet.PATH + " takes POST, GET and DELETE.");
            case SC_REQUEST_ENTITY_TOO_LARGE ->
                new Refusal(status, ErrorCode.PAYLOAD_TOO_LARGE, "A message may have at most 16 MiB of arguments.");
            case SC_SERVICE_UNAVAILABLE ->
                new Refusal(status, ErrorCode.INTERNAL_ERROR, "The gate is shutting down; try again later.");
            default -> new Refusal(status, ErrorCode.INVALID_REQUEST, "This message was not understood.");
        };
    }
}
