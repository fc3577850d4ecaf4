package dev.asyncgate.database;

import dev.asyncgate.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name under which a caller knows what it is doing; kept beside the receipts that come of it, and no part of them. */
public final class Trace {

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private static final Pattern W3C = Pattern.compile("(?!0{32})[0-9a-f]{32}");

    private Trace() {}

    /** What runs under this name, on this thread. */
    public static <T, X extends Throwable> T call(String traceId, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, traceId).call(work);
    }

    /** The name of what runs on this thread; null when nobody gave it one. */
    public static @Nullable String current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** The name as the header {@code traceparent} of a call that goes out (W3C Trace Context); null when it is none of W3C's. */
    public static @Nullable String parentOrNull(String traceId) {
        if (!W3C.matcher(traceId).matches()) {
            return null;
        }
        long span = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return "00-%s-%016x-01".formatted(traceId, span);
    }

    /** Where the receipts of this thread come from: this instance, and the trace. */
    public static List<@Nullable String> origin(Settings settings) {
        return Arrays.asList(settings.instanceId(), current());
    }
}
