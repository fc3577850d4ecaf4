package dev.asyncgate.gateway.door;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallCount;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import dev.asyncgate.settings.Settings;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many calls a caller has: by its key once that has verified, else by its address. */
final class RateLimits {

    private final Gate gate;
    private final Settings.RateLimit settings;
    private final CallLimit standard;
    private final Windows windows = new Windows(InstantSource.system());
    private final Spent spent = new Spent(InstantSource.system());

    RateLimits(Gate gate) {
        this.gate = gate;
        this.settings = gate.settings().rateLimit();
        this.standard = CallLimit.standard(gate.settings());
    }

    /** Counts one call; null while calls are not limited. */
    @Nullable CallCount count(@Nullable ApiKey key, InetAddress address) {
        if (!settings.enabled()) {
            return null;
        }
        String bucket = key == null ? ClientAddress.bucket(address) : "key:" + key.keyId();
        CallLimit limit = key == null ? standard : key.limit();
        return switch (settings.backend()) {
            case MEMORY -> windows.count(bucket, limit);
            case POSTGRESQL -> countTogether(Keys.tenant(key), bucket, limit);
        };
    }

    /** With the other gateways of the database; as long as that is away, alone. */
    private CallCount countTogether(UUID tenantId, String bucket, CallLimit limit) {
        CallCount over = spent.of(bucket, limit);
        if (over != null) {
            return over;
        }
        try {
            CallCount count = gate.countCall(tenantId, bucket, limit);
            spent.note(bucket, count);
            return count;
        } catch (GateException outage) {
            return windows.count(bucket, limit);
        }
    }

    static void mark(HttpServletResponse response, CallCount count) {
        response.setIntHeader("X-RateLimit-Limit", count.limit().calls());
        response.setIntHeader("X-RateLimit-Remaining", count.remaining());
        response.setHeader("X-RateLimit-Reset", seconds(count));
    }

    static void require(@Nullable CallCount count) {
        if (count != null && !count.allowed()) {
            throw new Refusal(
                    429,
                    ErrorCode.RATE_LIMIT_EXCEEDED,
                    "This caller has made its %,d calls of %,d seconds; try again in %s seconds."
                            .formatted(
                                    count.limit().calls(),
                                    count.limit().window().toSeconds(),
                                    seconds(count)),
                    Map.of("Retry-After", seconds(count)));
        }
    }

    /** Whole seconds to the refill, rounded up. */
    private static String seconds(CallCount count) {
        return Long.toString(count.untilReset().plusMillis(999).toSeconds());
    }
}
