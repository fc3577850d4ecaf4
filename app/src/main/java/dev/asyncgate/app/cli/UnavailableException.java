package dev.asyncgate.app.cli;

import java.io.Serial;

/** Something that a command needs is not on this machine; the message says what, and what to do. */
final class UnavailableException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    UnavailableException(String message) {
        super(message);
    }
}
