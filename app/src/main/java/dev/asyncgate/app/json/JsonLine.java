package dev.asyncgate.app.json;

import org.jspecify.annotations.Nullable;

/**
 * A line of the tree.
 *
 * @param path JSON Pointer (RFC 6901) of the value; for a line that shows more, of what it belongs to
 * @param depth from 0
 * @param key the member's name or its number in a list; null at the root and for a line that shows more
 * @param value as written, or the size of an object or a list
 */
public record JsonLine(String path, int depth, @Nullable String key, String value, Kind kind) {

    /** What stands on a line. */
    public enum Kind {
        /** An object or a list that is open. */
        OPEN,
        /** An object or a list that is closed. */
        CLOSED,
        /** An object or a list without members. */
        EMPTY,
        STRING,
        NUMBER,
        /** true, false or null. */
        WORD,
        /** Stands for members that are not shown yet. */
        MORE
    }

    /** Whether something happens when it is chosen. */
    public boolean opens() {
        return kind == Kind.OPEN || kind == Kind.CLOSED || kind == Kind.MORE;
    }
}
