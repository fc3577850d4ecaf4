package dev.asyncgate.app.cli;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;

/** The exit codes of every command, after sysexits.h. */
final class ExitCode {

    static final int OK = 0;
    static final int UNEXPECTED = 1;
    /** The doctor has found something. */
    static final int FINDINGS = 1;

    static final int USAGE = 2;
    /** The database, a display or a JDK is not there. */
    static final int UNAVAILABLE = 69;
    /** A setting is wrong. */
    static final int BAD_CONFIGURATION = 78;

    private ExitCode() {}

    static int of(GateException refusal) {
        ErrorCode code = refusal.code();
        return switch (code) {
            case DATABASE_UNAVAILABLE, UNAUTHENTICATED, UNAUTHORIZED -> UNAVAILABLE;
            case INVALID_REQUEST -> BAD_CONFIGURATION;
            default -> UNEXPECTED;
        };
    }
}
