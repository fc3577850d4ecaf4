package dev.asyncgate.access;

import dev.asyncgate.json.Limits;
import java.util.Locale;

/** What the holder of a key may do. */
public enum Role {
    /** Delegates work. */
    AGENT,
    /** Claims and does work. */
    WORKER,
    /** Both, and operates; alone speaks as a person. */
    ADMIN;

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that wire name.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST for any other text
     */
    public static Role parse(String wireName) {
        return Limits.requireOneOf("role", wireName, Role.class);
    }
}
