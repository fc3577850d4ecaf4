package dev.asyncgate.app.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the console stands with its database. */
public sealed interface Connection {

    /** Not yet answered since the start. */
    record Connecting() implements Connection {}

    /**
     * Answers.
     *
     * @param server how a person calls it
     * @param latency of the last round trip
     * @param awayFor how long it was away, while that is recent news
     */
    record Connected(String server, Duration latency, Optional<Duration> awayFor) implements Connection {}

    /** Does not answer since {@code since}; it is asked again at {@code nextTry}. */
    record Lost(String reason, Instant since, Instant nextTry, int tries) implements Connection {}
}
