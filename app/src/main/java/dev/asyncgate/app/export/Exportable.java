package dev.asyncgate.app.export;

import dev.asyncgate.app.rows.Page;
import dev.asyncgate.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

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

    /** A value as JSON text, by its own words. */
    static String text(@Nullable Object value) {
        return value == null
                ? "null"
                : Json.of(StringNode.valueOf(value.toString())).canonical();
    }

    /** An array of them. */
    static String texts(List<?> values) {
        return values.stream().map(Exportable::text).collect(Collectors.joining(",", "[", "]"));
    }

    /** When something happened, as a position: in microseconds since the epoch. */
    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
