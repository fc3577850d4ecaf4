package dev.asyncgate.doctor;

import java.util.UUID;

/**
 * Something that is wrong with one receipt.
 *
 * @param receiptId the receipt that fails
 * @param detail what was found, for a person
 */
public record LedgerFault(UUID receiptId, Kind kind, String detail) {

    /** What can be wrong with a receipt. */
    public enum Kind {
        /** Its content is not what its hash was taken of. */
        HASH_DIFFERS,
        /** A parent is neither a receipt of the tenant nor the stub of one. */
        PARENT_MISSING,
        /** It was stored before its newest parent. */
        OLDER_THAN_PARENT,
        /** It stands before a parent that was stored long before it. */
        POSITION_BEFORE_PARENT,
        /** Its position belongs to a transaction that has not begun. */
        POSITION_IN_THE_FUTURE,
        /** A parent does not belong to its task, and no edge says so. */
        EDGE_MISSING,
        /** An edge to it names what is no parent of it, or one of its own task, or another type. */
        EDGE_STRAY,
        /** It ends a task and does not name the obligation that it discharges. */
        OBLIGATION_NOT_NAMED,
        /** Another receipt discharges the same obligation. */
        DISCHARGED_TWICE,
        /** It ends a task that ended otherwise. */
        NOT_THE_OUTCOME,
        /** It discharges an obligation and names nothing by which the work can be found. */
        DISCHARGED_UNLOCATED,
        /** It discharges nothing, and not exactly one anomaly says why. */
        ANOMALY_NOT_ONE
    }
}
