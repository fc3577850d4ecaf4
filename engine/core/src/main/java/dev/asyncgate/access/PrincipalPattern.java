package dev.asyncgate.access;

import dev.asyncgate.error.GateException;
import dev.asyncgate.principal.Principal;
import dev.asyncgate.principal.PrincipalKind;

/**
 * Principals of one kind: one of them, or with {@code *} at the end of the id all whose id begins so.
 *
 * @param id as a principal's is kept; a {@code *} elsewhere stands for itself
 */
public record PrincipalPattern(PrincipalKind kind, String id) {

    private static final String ANY_REST = "*";

    /**
     * Cleans and checks the id.
     *
     * @throws GateException UNAUTHORIZED for what is internal, INVALID_REQUEST for a malformed id
     */
    public PrincipalPattern {
        id = Principal.external(kind, id).id();
    }

    /**
     * Reads {@code kind:id}.
     *
     * @throws GateException UNAUTHORIZED for what is internal, INVALID_REQUEST for what is no principal
     */
    public static PrincipalPattern parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw GateException.invalid("principal", "\"%s\" is no principal; write KIND:ID.".formatted(text));
        }
        return new PrincipalPattern(PrincipalKind.parse(text.substring(0, colon)), text.substring(colon + 1));
    }

    /** Whether it is one of them; an internal principal never is. */
    public boolean matches(Principal principal) {
        return principal.kind() == kind && matches(principal.id()) && !principal.isInternal();
    }

    /** Whether an id, as a principal's is kept, is meant, whatever the kind. */
    boolean matches(String principalId) {
        return covers(id, principalId);
    }

    /** Whether an id is the pattern, or begins as a pattern does that ends with a star. */
    static boolean covers(String pattern, String principalId) {
        return pattern.endsWith(ANY_REST)
                ? principalId.startsWith(pattern.substring(0, pattern.length() - ANY_REST.length()))
                : principalId.equals(pattern);
    }
}
