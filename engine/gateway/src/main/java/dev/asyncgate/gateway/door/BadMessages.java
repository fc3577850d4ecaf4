package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never came as far as the door, such as a request line that is none, in the form in which the door answers.
 * Who asks, and from which page, is not known of such a message.
 */
public final class BadMessages implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(Trace.HEADER, Trace.make());
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        String body = Problems.body(code(status), message(status), null).toString();
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 503 -> ErrorCode.DATABASE_UNAVAILABLE;
            case 505 -> ErrorCode.INVALID_REQUEST;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }

    private static String message(int status) {
        return switch (status) {
            case 414 -> "The path and the query are too long; send at most 16 KiB of request line and headers.";
            case 421 -> "The request is meant for another server.";
            case 431 -> "The headers are too long; send at most 16 KiB of request line and headers.";
            case 503 -> "This gate is closing; call again, or another one.";
            case 426, 505 -> "This gate speaks HTTP/1.1.";
            default ->
                status < 500
                        ? "This is no request of HTTP/1.1 that can be understood in one way only."
                        : "The gate met a fault of its own.";
        };
    }
}
