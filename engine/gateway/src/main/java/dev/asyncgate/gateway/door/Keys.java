package dev.asyncgate.gateway.door;

import dev.asyncgate.access.ApiKey;
import dev.asyncgate.access.CallLimit;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what the key of a request is worth. */
final class Keys {

    private static final String TENANT = "X-Tenant-ID";
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Gate gate;
    private final ApiKey adminKey;
    private final boolean open;

    /** @param open whether calls without a key are taken as an admin's */
    Keys(Gate gate, boolean open) {
        this.gate = gate;
        this.adminKey = ApiKey.configured(CallLimit.standard(gate.settings()));
        this.open = open;
    }

    /**
     * What a request came with.
     *
     * @param text null when it offered no key
     * @param key null when it offered none that is valid; on an open gate an admin's when it offered none
     * @param outage why the key could not be verified; null when it could
     */
    record Offer(
            @Nullable String text,
            @Nullable ApiKey key,
            @Nullable GateException outage) {

        /** The key that was offered and is valid; null when there is none. */
        @Nullable ApiKey verified() {
            return text == null ? null : key;
        }

        /** A key that was offered must be valid; whether one is needed is the call's to say. */
        void require() {
            if (outage != null) {
                throw outage;
            }
            if (text != null && key == null) {
                throw new GateException(
                        ErrorCode.UNAUTHENTICATED,
                        "This key is unknown, expired or revoked; an admin can create another.");
            }
        }
    }

    Offer offered(HttpServletRequest request) {
        String text = text(request);
        if (text == null) {
            return new Offer(null, open ? adminKey : null, null);
        }
        try {
            return new Offer(text, gate.verifyKey(text).orElse(null), null);
        } catch (GateException outage) {
            return new Offer(text, null, outage);
        }
    }

    private static @Nullable String text(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return request.getHeader("X-API-Key");
        }
        return authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).strip()
                : authorization;
    }

    /** The tenant of the key; the default one without a key. */
    static UUID tenant(@Nullable ApiKey key) {
        return key == null ? Gate.DEFAULT_TENANT : key.tenantId();
    }

    /** The tenant of the key, or the one that the request names if the key may. */
    static UUID tenant(HttpServletRequest request, @Nullable ApiKey key) {
        UUID own = tenant(key);
        String named = request.getHeader(TENANT);
        if (named == null || named.equalsIgnoreCase(own.toString())) {
            return own;
        }
        UUID tenantId = parse(named);
        if (key == null || !key.mayName(tenantId)) {
            throw new GateException(
                    ErrorCode.UNAUTHORIZED, "This key belongs to another tenant than the one that X-Tenant-ID names.");
        }
        return tenantId;
    }

    private static UUID parse(String named) {
        if (!UUID_TEXT.matcher(named).matches()) {
            throw GateException.invalid(TENANT, "X-Tenant-ID is no UUID; leave it out for the key's own tenant.");
        }
        return UUID.fromString(named);
    }
}
