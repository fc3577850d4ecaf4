package dev.asyncgate.app.memory;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every text by its whole key. Changed by one thread, seen whole by all. */
final class MemoryStore {

    private volatile SortedMap<String, String> values = Collections.emptySortedMap();

    /** What is there now; never changes. */
    SortedMap<String, String> all() {
        return values;
    }

    void setAll(SortedMap<String, String> all) {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(all));
    }

    @Nullable String get(String key) {
        return values.get(key);
    }

    void put(String key, @Nullable String value) {
        var next = new TreeMap<>(values);
        if (value == null) {
            next.remove(key);
        } else {
            next.put(key, value);
        }
        if (!next.equals(values)) {
            values = Collections.unmodifiableSortedMap(next);
        }
    }

    Stream<String> keysUnder(String prefix) {
        return values.tailMap(prefix).keySet().stream().takeWhile(key -> key.startsWith(prefix));
    }
}
