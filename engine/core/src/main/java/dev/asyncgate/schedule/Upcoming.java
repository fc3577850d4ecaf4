package dev.asyncgate.schedule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The next run of a schedule.
 *
 * @param runAt the instant by which it is known
 * @param firesAt the same with its jitter
 * @param staleAt when nobody has fired it for two intervals more
 */
record Upcoming(Instant runAt, Instant firesAt, Instant staleAt) {

    static Upcoming after(UUID scheduleId, Timing timing, Duration jitter, Instant after) {
        Instant runAt = timing.next(after);
        Instant firesAt = firesAt(scheduleId, jitter, runAt);
        Instant twoLater = timing.next(timing.next(runAt));
        return new Upcoming(runAt, firesAt, firesAt.plus(Duration.between(runAt, twoLater)));
    }

    /** The jitter follows from schedule and run, so that every scheduler comes to the same. */
    static Instant firesAt(UUID scheduleId, Duration jitter, Instant runAt) {
        if (jitter.isZero()) {
            return runAt;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((scheduleId + " " + runAt).getBytes(StandardCharsets.UTF_8));
            long number = ByteBuffer.wrap(digest).getLong();
            return runAt.plusMillis(Math.floorMod(number, jitter.toMillis() + 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
