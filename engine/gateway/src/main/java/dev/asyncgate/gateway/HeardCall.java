package dev.asyncgate.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, as somebody who looks at the gateway sees it.
 *
 * @param target path and query, as they were sent
 * @param tenantId in which it was made, and when it was not let in that of its key; null without a valid key
 * @param keyId null for a call without a valid key
 * @param keyName of the key, else its prefix; empty without one
 * @param rate what its caller had left; null while calls are not limited
 * @param contentType of what was sent; empty for none
 * @param answer what was answered; of a stream what had been sent when the call ended
 */
public record HeardCall(
        Instant at,
        String method,
        String target,
        @Nullable UUID tenantId,
        @Nullable UUID keyId,
        String keyName,
        String address,
        int status,
        Duration took,
        String traceId,
        @Nullable Rate rate,
        String contentType,
        Body body,
        Body answer) {

    /** So much of a body is kept. */
    public static final int MOST_BODY_BYTES = 4096;

    /** How many calls a caller had in its window, how many were left, and in how long there are all again. */
    public record Rate(int calls, int remaining, Duration untilReset) {}

    /**
     * What was sent or answered.
     *
     * @param beginning as text, at most {@value #MOST_BODY_BYTES} bytes of it, without the secret of a key; empty for none
     * @param bytes how long it was, as far as it was read
     */
    public record Body(String beginning, int bytes) {

        /** Whether all of it is there. */
        public boolean isWhole() {
            return bytes <= MOST_BODY_BYTES;
        }

        public boolean isEmpty() {
            return beginning.isEmpty();
        }
    }
}
