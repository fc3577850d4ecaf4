package dev.asyncgate.gateway.call;

/** Who may make a call. Authority comes from the key, never from the principal that a call names. */
public enum Access {
    /** Anybody, also without a key. */
    PUBLIC,
    /** Whoever has a valid key. */
    ANY_KEY,
    /** Who delegates: keys of role agent and admin. */
    TASKER,
    /** Who works: keys of role worker and admin. */
    TASKEE,
    /** Both of them. */
    TASKER_OR_TASKEE,
    /** Who operates: keys of role admin. */
    ADMIN,
    /** Who watches: admin keys, and those with the scope {@code metrics}. */
    METRICS
}
