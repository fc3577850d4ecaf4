package dev.asyncgate.audit;

import dev.asyncgate.json.Limits;
import java.util.Locale;

/** What sort of thing an audit event tells. */
public enum AuditKind {
    /** An operator acted. */
    OPERATOR,
    /** Somebody spoke for a lease that it did not hold (any more). */
    LEASE_REFUSED,
    /** A key or a limit was changed. */
    KEY,
    /** A call was not allowed. */
    AUTHORIZATION;

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that wire name.
     *
     * @throws dev.asyncgate.error.GateException INVALID_REQUEST for any other text
     */
    public static AuditKind parse(String wireName) {
        return Limits.requireOneOf("kind", wireName, AuditKind.class);
    }
}
