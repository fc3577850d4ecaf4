package dev.asyncgate.app.demo;

import java.time.Instant;

/** Something that the user did to a simulated worker; {@code at} is by the database's clock. */
record Fault(Instant at, String worker, Kind kind) {

    enum Kind {
        KILLED,
        STARTED_AGAIN
    }
}
