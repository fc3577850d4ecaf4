package dev.asyncgate.app.export;

import java.util.Locale;

/** What a list can be written as. */
public enum Format {
    /** RFC 4180: a header, then a line a row. */
    CSV,
    /** One array. */
    JSON,
    /** A JSON object a line; the last line seals those before it. */
    NDJSON;

    /** The ending of its files, without a dot. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }
}
