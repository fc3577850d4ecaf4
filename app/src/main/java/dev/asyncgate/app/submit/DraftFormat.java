package dev.asyncgate.app.submit;

import dev.asyncgate.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A draft as JSON. Everything in it is a text as typed, the payload too: it need not be JSON yet. */
final class DraftFormat {

    private DraftFormat() {}

    static String write(SavedDraft saved) {
        Draft draft = saved.draft();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", saved.id().toString());
        json.put("saved_at", saved.savedAt().toString());
        json.put("type", draft.type());
        draft.capabilities().forEach(json.putArray("capabilities")::add);
        draft.tags().forEach(json.putArray("tags")::add);
        json.put("priority", draft.priority());
        json.put("max_attempts", draft.maxAttempts());
        json.put("backoff", draft.backoff());
        json.put("delay", draft.delay());
        json.put("copies", draft.copies());
        json.put("idempotency_key", draft.idempotencyKey());
        draft.causedBy().forEach(json.putArray("caused_by")::add);
        json.put("expected_outcome", draft.expectedOutcome());
        json.put("media_type", draft.mediaType());
        json.put("owed_to", draft.owedTo());
        json.put("payload", draft.payload());
        return json.toString();
    }

    /** The draft, or nothing where the text is none. */
    static Optional<SavedDraft> read(String text) {
        if (!(Json.check(text) instanceof Json.Check.Ok(Json json)) || !json.isObject()) {
            return Optional.empty();
        }
        JsonNode node = json.node();
        try {
            return Optional.of(new SavedDraft(
                    UUID.fromString(text(node, "id")), Instant.parse(text(node, "saved_at")), draft(node)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Draft draft(JsonNode node) {
        return new Draft(
                text(node, "type"),
                texts(node, "capabilities"),
                texts(node, "tags"),
                text(node, "priority"),
                text(node, "max_attempts"),
                text(node, "backoff"),
                text(node, "delay"),
                text(node, "copies"),
                text(node, "idempotency_key"),
                texts(node, "caused_by"),
                text(node, "expected_outcome"),
                text(node, "media_type"),
                text(node, "owed_to"),
                text(node, "payload"));
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value != null && value.isString() ? value.stringValue() : "";
    }

    private static List<String> texts(JsonNode node, String key) {
        List<String> texts = new ArrayList<>();
        JsonNode values = node.get(key);
        if (values != null && values.isArray()) {
            values.forEach(value -> texts.add(value.isString() ? value.stringValue() : value.toString()));
        }
        return texts;
    }
}
