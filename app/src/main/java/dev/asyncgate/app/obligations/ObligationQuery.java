package dev.asyncgate.app.obligations;

import dev.asyncgate.principal.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What of all that is open is shown.
 *
 * @param owner whom it is owed to; null for anyone
 */
record ObligationQuery(@Nullable Principal owner) {

    static final ObligationQuery ALL = new ObligationQuery(null);
}
