package dev.asyncgate.access;

import dev.asyncgate.error.GateException;
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
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static Role parse(String wireName) {
        for (Role role : values()) {
            if (role.wireName().equals(wireName)) {
                return role;
            }
        }
        throw GateException.invalid("role", "This is no role of a key; allowed are agent, worker and admin.");
    }
}
