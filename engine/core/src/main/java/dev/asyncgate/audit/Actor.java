package dev.asyncgate.audit;

import dev.asyncgate.principal.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, and from where.
 *
 * @param address where the call came from over the network; null in process
 */
public record Actor(Principal principal, @Nullable String address) {

    /** Somebody in this process. */
    public static Actor here(Principal principal) {
        return new Actor(principal, null);
    }
}
