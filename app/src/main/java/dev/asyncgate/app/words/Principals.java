package dev.asyncgate.app.words;

import dev.asyncgate.principal.Principal;

/** How a principal is called. */
public final class Principals {

    private Principals() {}

    /** {@code kind:id}; the engine's own components say what they are in their ids. */
    public static String of(Principal principal) {
        return principal.isInternal() ? principal.id() : principal.toString();
    }
}
