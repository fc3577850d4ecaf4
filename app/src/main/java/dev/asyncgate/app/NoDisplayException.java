package dev.asyncgate.app;

import java.io.Serial;

/** No window can be shown on this machine. */
public final class NoDisplayException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    NoDisplayException(Throwable cause) {
        super("No window can be shown here: " + cause.getMessage(), cause);
    }
}
