package dev.asyncgate.workers.reference;

import java.io.Serial;

/** A worker will not do what a task asks for, however often it is asked. The message is for whoever made the task. */
final class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    /** The message; never null, unlike a throwable's in general. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
