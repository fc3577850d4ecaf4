package dev.asyncgate.principal;

import dev.asyncgate.error.GateException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    private static final Map<String, PrincipalKind> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(PrincipalKind::wireName, Function.identity()));

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database: the constant's in lower case. */
    public String wireName() {
        return wireName;
    }

    /**
     * The kind of that wire name.
     *
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static PrincipalKind parse(String wireName) {
        PrincipalKind kind = BY_WIRE_NAME.get(wireName);
        if (kind != null) {
            return kind;
        }
        throw GateException.invalid(
                "kind",
                "\"%s\" is no kind of principal; allowed are agent, worker, service, system and human."
                        .formatted(PrincipalId.shown(wireName)));
    }
}
