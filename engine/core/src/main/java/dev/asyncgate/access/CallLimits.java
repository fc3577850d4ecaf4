package dev.asyncgate.access;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a tenant. A key's own beats the tenant's, that beats the standard one; each key has a window of its own.
 *
 * @param standard as the settings have it
 * @param tenant null when the tenant has none of its own
 * @param keys those of the keys that have one of their own, by key id
 */
public record CallLimits(CallLimit standard, @Nullable CallLimit tenant, Map<UUID, CallLimit> keys) {

    public CallLimits {
        keys = Map.copyOf(keys);
    }
}
