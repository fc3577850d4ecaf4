package dev.asyncgate.app.rows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor leads to the next part; null for the last one
 */
public record Page<T>(List<T> rows, @Nullable String nextCursor) {

    /** A page of a list that looks at a bounded number of rows leads on through so many of them at most. */
    private static final int MOST_READ = 10;

    public Page {
        rows = List.copyOf(rows);
    }

    /** Reads a part of a list that may hold fewer rows than asked for, or none, and still lead on. */
    @FunctionalInterface
    public interface Sparse<T> {
        Page<T> read(int limit, @Nullable String cursor);
    }

    /** A page put together of sparse ones. */
    public static <T> Page<T> gathered(@Nullable String cursor, Sparse<T> list) {
        List<T> found = new ArrayList<>();
        String next = cursor;
        for (int i = 0; i < MOST_READ && found.size() < Source.PAGE; i++) {
            Page<T> page = list.read(Source.PAGE - found.size(), next);
            found.addAll(page.rows());
            next = page.nextCursor();
            if (next == null) {
                break;
            }
        }
        return new Page<>(found, next);
    }
}
