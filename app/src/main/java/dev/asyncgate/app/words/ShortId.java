package dev.asyncgate.app.words;

import java.util.UUID;

/** The last eight digits of an id: ids made about the same time share their beginning. */
public final class ShortId {

    private static final int DIGITS = 8;

    private ShortId() {}

    public static String of(UUID id) {
        return of(id.toString());
    }

    /** Of a text that may not be a whole id. */
    public static String of(String id) {
        return id.substring(Math.max(0, id.length() - DIGITS));
    }
}
