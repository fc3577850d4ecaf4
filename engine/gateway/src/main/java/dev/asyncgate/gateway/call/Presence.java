package dev.asyncgate.gateway.call;

import dev.asyncgate.engine.Wait;

/** Whether somebody is still there to be answered. */
@FunctionalInterface
public interface Presence {

    /** Ends the wait once it serves nobody any more: whoever called has gone, or the gateway closes. */
    void bound(Wait wait);
}
