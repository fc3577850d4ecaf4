package dev.asyncgate.retention;

/**
 * What retention has taken out of the database.
 *
 * @param receipts of these tasks; a stub of each stays
 */
public record Retained(long tasks, long receipts) {

    static final Retained NOTHING = new Retained(0, 0);

    Retained plus(Retained more) {
        return new Retained(tasks + more.tasks, receipts + more.receipts);
    }
}
