package dev.asyncgate.doctor;

/**
 * Something that is always true, or ought to be, and how to look for what breaks it.
 *
 * @param names what the subjects of its cases are
 * @param title what is true when nothing is found
 * @param advice what to do when something is
 * @param sql finds the rows that break it, as {@code subject} (an id or a name) and {@code found} (what is wrong with it).
 *     It asks row by row, in subqueries, so that its plan is the same on tables that were never analysed
 */
public record Rule(Over over, Severity severity, Names names, String title, String advice, String sql) {

    /** What a rule is asked of. Its SQL follows a CTE {@code scope} that says which. */
    public enum Over {
        /** The database as a whole: {@code scope (sweep_seconds)}. */
        INSTALLATION,
        /** A tenant as a whole: {@code scope (tenant_id, sweep_seconds)}. */
        TENANT,
        /** Tasks with ids from {@code low}, exclusively, to {@code high}: {@code scope (tenant_id, low, high)}. */
        TASKS,
        /** Ended leases with ids in such a range. */
        LEASES,
        /** What is open, page by page: see {@link ObligationPages}. */
        OBLIGATIONS
    }

    /** What the subject of a case is the id or name of. */
    public enum Names {
        TASK,
        LEASE,
        RECEIPT,
        OBLIGATION,
        SCHEDULE,
        KEY,
        /** Something of the database or the server. */
        OTHER
    }

    /** How bad it is when something is found. */
    public enum Severity {
        /** An invariant is broken: somebody has changed rows by hand, or the engine has a fault. */
        BROKEN,
        /** Nothing is lost, and somebody should do something. */
        ATTENTION,
        /** Worth knowing. */
        NOTE
    }
}
