package dev.asyncgate.app.memory;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/**
 * What was left open and chosen, as texts by key. A part of it has keys of its own, as a place or a tenant does. For the
 * FX thread only.
 */
public final class Memory {

    private final MemoryStore store;
    private final String prefix;

    Memory(MemoryStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** Forgets everything with the program. */
    public static Memory forgetful() {
        return new Memory(new MemoryStore(), "");
    }

    /** The part under this name. */
    public Memory part(String name) {
        return new Memory(store, prefix + name + ".");
    }

    public @Nullable String get(String key) {
        return store.get(prefix + key);
    }

    /** Null forgets. */
    public void put(String key, @Nullable String value) {
        store.put(prefix + key, value);
    }

    /** The keys of this part, in their order. */
    public Stream<String> keys() {
        return store.keysUnder(prefix).map(key -> key.substring(prefix.length()));
    }

    /**
     * Gives a property the value that it had, and follows it from now on.
     *
     * @param read throws {@link IllegalArgumentException} for what is no value (any more), which is forgotten
     */
    public <V> void keep(String key, Property<V> property, Function<String, V> read, Function<V, String> write) {
        keep(key, property, property::setValue, read, write);
    }

    /** The same for what is set another way. */
    public <V> void keep(
            String key,
            ObservableValue<V> value,
            Consumer<V> set,
            Function<String, V> read,
            Function<V, String> write) {
        String before = get(key);
        if (before != null) {
            try {
                set.accept(read.apply(before));
            } catch (IllegalArgumentException e) {
                put(key, null);
            }
        }
        value.addListener((observed, old, now) -> put(key, write.apply(now)));
    }

    public void keep(String key, StringProperty property) {
        keep(key, property, Function.identity(), Function.identity());
    }

    public void keep(String key, BooleanProperty property) {
        keep(key, property, Boolean::valueOf, String::valueOf);
    }

    public <E extends Enum<E>> void keep(String key, Property<E> property, Class<E> type) {
        keep(key, property, name -> Enum.valueOf(type, name), Enum::name);
    }
}
