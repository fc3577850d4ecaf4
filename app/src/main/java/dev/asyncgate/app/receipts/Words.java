package dev.asyncgate.app.receipts;

import dev.asyncgate.principal.Principal;

/** How a principal is called in this place. */
final class Words {

    private Words() {}

    /** {@code kind:id}; the engine's own components say what they are in their ids. */
    static String principal(Principal principal) {
        return principal.isInternal() ? principal.id() : principal.toString();
    }
}
