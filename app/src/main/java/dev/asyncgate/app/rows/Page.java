package dev.asyncgate.app.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor leads to the next part; null for the last one
 */
public record Page<T>(List<T> rows, @Nullable String nextCursor) {

    public Page {
        rows = List.copyOf(rows);
    }
}
