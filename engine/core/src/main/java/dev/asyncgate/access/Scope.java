package dev.asyncgate.access;

import dev.asyncgate.json.Limits;
import java.util.Locale;

/** What a key may do besides what its role allows. */
public enum Scope {
    /** Reads the measurements of its tenant. */
    METRICS;

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scope of that wire name.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST for any other text
     */
    public static Scope parse(String wireName) {
        return Limits.requireOneOf("scopes", wireName, Scope.class);
    }
}
