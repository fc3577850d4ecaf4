package dev.asyncgate.access;

import dev.asyncgate.error.GateException;
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
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static Scope parse(String wireName) {
        for (Scope scope : values()) {
            if (scope.wireName().equals(wireName)) {
                return scope;
            }
        }
        throw GateException.invalid("scopes", "This is no scope of a key; the only one is metrics.");
    }
}
