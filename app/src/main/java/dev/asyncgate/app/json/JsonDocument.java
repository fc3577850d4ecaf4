package dev.asyncgate.app.json;

import dev.asyncgate.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value made ready to be shown; making one copies the tree, so do it off the FX thread. Nobody changes the tree.
 *
 * @param text the compact form, digits as sent
 * @param bytes the length of the text in UTF-8
 */
public record JsonDocument(JsonNode root, String text, int bytes) {

    public static JsonDocument of(Json json) {
        return new JsonDocument(json.node(), json.text(), json.bytes());
    }

    /** Null for null. */
    public static @Nullable JsonDocument ofNullable(@Nullable Json json) {
        return json == null ? null : of(json);
    }
}
