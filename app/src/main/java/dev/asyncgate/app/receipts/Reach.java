package dev.asyncgate.app.receipts;

/** How far a drawing reaches. */
enum Reach {
    /** What the selected receipt came of, and what came of it. */
    RECEIPT,
    /** The receipts of one task. */
    TASK,
    /** The whole delegation tree. */
    TREE
}
