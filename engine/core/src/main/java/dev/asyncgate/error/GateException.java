package dev.asyncgate.error;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refusal or failure that the caller is meant to read. The message says what was found, what is allowed and what to
 * do; it never carries SQL, secrets or payloads.
 */
public final class GateException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String field;

    public GateException(ErrorCode code, String message) {
        this(code, null, message, null);
    }

    public GateException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, null, message, cause);
    }

    private GateException(ErrorCode code, @Nullable String field, String message, @Nullable Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.code = Objects.requireNonNull(code);
        this.field = field;
    }

    /** Input that is malformed or out of range, with the field's wire name. */
    public static GateException invalid(String field, String message) {
        return new GateException(ErrorCode.INVALID_REQUEST, field, message, null);
    }

    /** Input that is larger than allowed, with the field's wire name. */
    public static GateException tooLarge(String field, String message) {
        return new GateException(ErrorCode.PAYLOAD_TOO_LARGE, field, message, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** The input that was refused, by its wire name; null when the refusal is not about one. */
    public @Nullable String field() {
        return field;
    }

    /** The message; never null, unlike a throwable's in general. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
