package dev.asyncgate.app.receipt;

/** What a receipt does in the graph; told by the outline of its node. */
public enum Role {
    /** Is owed an outcome: a hexagon. */
    OBLIGATION,
    /** Discharges an obligation: a pill. */
    TERMINATOR,
    /** Could have discharged one, but does not name it as a parent: a pill in amber dashes. */
    WITHOUT_PROOF,
    /** Says that something is wrong: a rectangle in amber dashes. */
    ANOMALY,
    /** Anything else: a rectangle. */
    OTHER;

    /** Whether somebody should look. */
    public boolean isSuspect() {
        return this == WITHOUT_PROOF || this == ANOMALY;
    }
}
