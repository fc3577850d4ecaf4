package dev.asyncgate.backup;

import java.io.IOException;
import java.io.Serial;

/** A file that is no archive, or not the one that was written; the message completes "the archive is damaged: …". */
final class DamagedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedException(String how) {
        super(how);
    }

    DamagedException(String how, Throwable cause) {
        super(how, cause);
    }

    String how() {
        return String.valueOf(getMessage());
    }
}
