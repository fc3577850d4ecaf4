package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says over HTTP what went wrong: a status, a code, a sentence. What nobody foresaw is logged and told by its trace alone. */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** Answers with what went wrong, unless an answer is under way already. */
    public static void write(HttpServletResponse response, Throwable problem, String traceId) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        switch (problem) {
            case Refusal refusal -> {
                refusal.headers().forEach(response::setHeader);
                write(response, refusal.status(), body(refusal.code(), String.valueOf(refusal.getMessage()), null));
            }
            case GateException refused
            when refused.code() != ErrorCode.INTERNAL_ERROR -> {
                if (refused.code() == ErrorCode.DATABASE_UNAVAILABLE) {
                    response.setHeader("Retry-After", "1");
                }
                write(response, status(refused.code()), body(refused.code(), refused.getMessage(), refused.field()));
            }
            default -> {
                LOG.error("A call failed in a way that nobody foresaw.", problem);
                write(response, 500, internal(traceId));
            }
        }
    }

    /** The status of a code, as the contract lists them. */
    public static int status(ErrorCode code) {
        return switch (code) {
            case TASK_NOT_FOUND, RECEIPT_NOT_FOUND, NOT_FOUND -> 404;
            case INVALID_REQUEST, LEASE_INVALID_OR_EXPIRED, INVALID_STATE_TRANSITION -> 400;
            case METHOD_NOT_ALLOWED -> 405;
            case LEASE_RENEWAL_LIMIT_EXCEEDED, LEASE_LIFETIME_EXCEEDED -> 409;
            case LOCATABILITY_REQUIRED, RECEIPT_LIMIT_EXCEEDED -> 422;
            case PAYLOAD_TOO_LARGE -> 413;
            case UNAUTHENTICATED -> 401;
            case UNAUTHORIZED -> 403;
            case RATE_LIMIT_EXCEEDED, QUOTA_EXCEEDED -> 429;
            case DATABASE_UNAVAILABLE -> 503;
            case INTERNAL_ERROR -> 500;
        };
    }

    /** What every error says. */
    static ObjectNode body(ErrorCode code, String message, @Nullable String field) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("error", code.name())
                .put("message", message)
                .put("detail", message);
        return field == null ? body : body.put("field", field);
    }

    private static ObjectNode internal(String traceId) {
        return body(
                        ErrorCode.INTERNAL_ERROR,
                        "The gate met a fault of its own; its log has more under the trace " + traceId + ".",
                        null)
                .put("trace_id", traceId);
    }

    private static void write(HttpServletResponse response, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
