package dev.asyncgate.gateway.door;

import dev.asyncgate.error.ErrorCode;
import java.io.Serial;
import java.util.List;
import java.util.Map;

/** A request that is refused for what it is as a request of HTTP, with the status that says so. */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_CHARACTERS = 200;

    private final int status;
    private final ErrorCode code;
    private final transient Map<String, String> headers;

    /** @param headers that the answer carries besides */
    public Refusal(int status, ErrorCode code, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    public Refusal(int status, ErrorCode code, String message) {
        this(status, code, message, Map.of());
    }

    /** No call has this path. */
    public static Refusal noRoute(String method, String path) {
        return new Refusal(
                404,
                ErrorCode.NOT_FOUND,
                "%s %s is no call of this gate; /openapi.json lists them.".formatted(shown(method), shown(path)));
    }

    /** Calls have this path, with other methods. */
    public static Refusal otherMethods(String method, String path, List<String> allowed) {
        String list = String.join(", ", allowed);
        return new Refusal(
                405,
                ErrorCode.METHOD_NOT_ALLOWED,
                "%s does not take %s; it takes %s.".formatted(shown(path), shown(method), list),
                Map.of("Allow", list));
    }

    /** A protocol that whoever runs the gate has closed; its callers come again, as they do when a gate is busy. */
    public static Refusal closed(String protocol) {
        return new Refusal(
                503,
                ErrorCode.DATABASE_UNAVAILABLE,
                protocol + " is closed at this gate until whoever runs it opens it again. Nothing was done.",
                Map.of("Retry-After", "5"));
    }

    /** The beginning of what may be as long as a request line. */
    private static String shown(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    public int status() {
        return status;
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
