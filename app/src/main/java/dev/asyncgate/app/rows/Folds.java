package dev.asyncgate.app.rows;

/** The headings of a table that can be folded: what is below one is then not shown. For the FX thread only. */
public interface Folds<T> {

    /** Whether this is such a heading. */
    boolean isHeading(T row);

    boolean isFolded(T heading);

    /** Folds it, or unfolds it. */
    void turn(T heading);
}
