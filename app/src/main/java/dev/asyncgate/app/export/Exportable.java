package dev.asyncgate.app.export;

import dev.asyncgate.app.rows.Page;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A list that can be written to a file; asked off the FX thread. */
public interface Exportable<T> {

    /** What its files are called, such as {@code ledger}. */
    String name();

    /** Reads a page; null for the first. */
    Page<T> page(@Nullable String cursor);

    /** The names of what each row tells, in order. */
    List<String> columns();

    /** What a row tells, by the names of the columns, each as JSON text. */
    SequencedMap<String, String> json(T row);

    /** Where the row stands in its list, for the seal. */
    long position(T row);
}
