package dev.asyncgate.app.obligations;

/** What the headings of the list say. */
enum Grouping {
    /** How long it has been open. */
    AGE,
    /** Whom it is owed to. */
    PRINCIPAL,
    /** The type of its task. */
    TYPE
}
