package dev.asyncgate.app.rows;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the rows of a list come from. What reads runs off the FX thread. */
public interface Source<Q, T> {

    /** How many rows a page is to hold. */
    int PAGE = 200;

    /**
     * Reads a page.
     *
     * @param cursor of the page before, or the id of the last row; null for the first page
     */
    Page<T> page(Q query, @Nullable String cursor);

    /** What tells the row from all others, always. */
    UUID id(T row);

    /** Whether the query leaves something out. */
    boolean narrows(Q query);

    /** Where new rows stand: on top, where they wait to be asked for, or at the end. */
    default boolean newestFirst() {
        return true;
    }

    /** These rows as they are now; nothing where rows never change. */
    default List<T> again(List<UUID> ids) {
        return List.of();
    }

    /** Whether the row is one to inspect, and no heading. */
    default boolean selectable(T row) {
        return true;
    }
}
