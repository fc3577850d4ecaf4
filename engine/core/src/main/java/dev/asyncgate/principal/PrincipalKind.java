package dev.asyncgate.principal;

import dev.asyncgate.error.GateException;
import java.util.Locale;

/** What sort of actor a principal is. */
public enum PrincipalKind {
    /** A program that delegates work. */
    AGENT,
    /** A program that claims and does work. */
    WORKER,
    /** A component of a larger system. */
    SERVICE,
    /** The system itself; never accepted from outside. */
    SYSTEM,
    /** A person. */
    HUMAN;

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that wire name.
     *
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static PrincipalKind parse(String wireName) {
        for (PrincipalKind kind : values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw GateException.invalid(
                "kind",
                "\"%s\" is no kind of principal; allowed are agent, worker, service, system and human."
                        .formatted(PrincipalId.shown(wireName)));
    }
}
