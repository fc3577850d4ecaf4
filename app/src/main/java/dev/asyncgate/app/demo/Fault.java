package dev.asyncgate.app.demo;

import java.time.Instant;

/** Something that the user did to a simulated worker; {@code at} is by the database's clock. */
record Fault(Instant at, String worker, Kind kind) {

    enum Kind {
        KILLED(true),
        STARTED_AGAIN(false),
        FROZEN(true),
        THAWED(false);

        private final boolean hurts;

        Kind(boolean hurts) {
            this.hurts = hurts;
        }

        /** Whether it makes a lease run out, rather than being the remedy. */
        boolean hurts() {
            return hurts;
        }
    }
}
