package dev.asyncgate.database;

import dev.asyncgate.settings.Settings;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name under which a caller knows what it is doing; kept beside the receipts that come of it, and no part of them. */
public final class Trace {

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private Trace() {}

    /** What runs under this name, on this thread. */
    public static <T, X extends Throwable> T call(String traceId, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, traceId).call(work);
    }

    /** The name of what runs on this thread; null when nobody gave it one. */
    public static @Nullable String current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** Where the receipts of this thread come from: this instance, and the trace. */
    public static List<@Nullable String> origin(Settings settings) {
        return Arrays.asList(settings.instanceId(), current());
    }
}
