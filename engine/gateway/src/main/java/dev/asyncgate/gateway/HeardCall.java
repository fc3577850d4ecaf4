package dev.asyncgate.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that was answered, as somebody who looks at the gateway sees it.
 *
 * @param target path and query, as they were sent
 * @param tenantId null when it was not let in
 * @param keyId null for a call without a key, and for one that was not let in
 * @param keyName of the key, else its prefix, also where its call was one too many; empty without a valid one
 * @param rate what its caller had left; null while calls are not limited
 * @param body its beginning as text, at most 4,096 bytes; empty for none
 * @param bodyBytes how long the body was, as far as it was read
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
        String body,
        int bodyBytes) {

    /** How many calls a caller had in its window, how many were left, and in how long there are all again. */
    public record Rate(int calls, int remaining, Duration untilReset) {}

    /** Whether the whole body is there. */
    public boolean isWhole() {
        return bodyBytes <= RecentCalls.MOST_BODY_BYTES;
    }
}
