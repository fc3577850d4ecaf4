package dev.asyncgate.app.receipts;

/** What a delegation tree is drawn as, where somebody chooses rather than leaves it to its size. */
enum Detail {
    /** A node for each receipt. */
    RECEIPTS,
    /** A node for each task. */
    TASKS,
    /** A node for the tasks of a type in a stretch of time. */
    COUNTS
}
