package dev.asyncgate.gateway.call;

import dev.asyncgate.json.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds an answer member by member, in the order in which they are put; absent values are null. Not thread-safe. */
final class Answer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode node = NODES.objectNode();

    /** The answer {@code {"ok": true}}. */
    static ObjectNode ok() {
        return new Answer().put("ok", true).node();
    }

    Answer put(String name, @Nullable String text) {
        node.put(name, text);
        return this;
    }

    Answer put(String name, @Nullable UUID id) {
        return put(name, id == null ? null : id.toString());
    }

    /** ISO-8601 in UTC, with {@code Z}. */
    Answer put(String name, @Nullable Instant instant) {
        return put(name, instant == null ? null : instant.toString());
    }

    Answer put(String name, @Nullable Json json) {
        node.set(name, json == null ? NODES.nullNode() : json.node());
        return this;
    }

    Answer put(String name, long number) {
        node.put(name, number);
        return this;
    }

    Answer put(String name, @Nullable Integer number) {
        node.put(name, number);
        return this;
    }

    Answer put(String name, boolean flag) {
        node.put(name, flag);
        return this;
    }

    Answer put(String name, @Nullable JsonNode value) {
        node.set(name, value == null ? NODES.nullNode() : value);
        return this;
    }

    Answer put(String name, @Nullable Answer part) {
        return put(name, part == null ? null : part.node());
    }

    Answer texts(String name, Collection<?> values) {
        ArrayNode list = node.putArray(name);
        values.forEach(value -> list.add(value.toString()));
        return this;
    }

    Answer list(String name, Collection<? extends JsonNode> values) {
        node.putArray(name).addAll(values);
        return this;
    }

    ObjectNode node() {
        return node;
    }
}
