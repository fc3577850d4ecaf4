package dev.asyncgate.schedule;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of an object that somebody wrote, read by name. What is unknown is refused, for a name that is misspelt would
 * otherwise be a setting that does nothing; null equals absent.
 */
final class Fields {

    private final String prefix;
    private final JsonNode object;

    /**
     * Checks the names.
     *
     * @param prefix stands before each name in messages, such as {@code template.}
     * @throws GateException INVALID_REQUEST when it is no object or has a member of another name
     */
    Fields(String prefix, JsonNode object, List<String> allowed) {
        this.prefix = prefix;
        this.object = object;
        if (!object.isObject()) {
            String field = prefix.isEmpty() ? "payload" : prefix.replaceFirst("\\.$", "");
            throw GateException.invalid(field, field + " must be a JSON object.");
        }
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw GateException.invalid(
                        prefix + name,
                        prefix + name + " is not known here; allowed are " + String.join(", ", allowed) + ".");
            }
        }
    }

    boolean has(String name) {
        return present(name) != null;
    }

    @Nullable String text(String name) {
        JsonNode value = present(name);
        if (value != null && !value.isString()) {
            throw wrong(name, "a text", value);
        }
        return value == null ? null : value.stringValue();
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw GateException.invalid(prefix + name, prefix + name + " is missing.");
        }
        return text;
    }

    UUID requiredId(String name) {
        String text = requiredText(name);
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw GateException.invalid(prefix + name, "%s%s is \"%s\", which is no id.".formatted(prefix, name, text));
        }
    }

    @Nullable Integer integer(String name) {
        JsonNode value = present(name);
        if (value != null && !value.isInt()) {
            throw wrong(name, "a whole number", value);
        }
        return value == null ? null : value.intValue();
    }

    List<String> texts(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value.isArray() && value.valueStream().allMatch(JsonNode::isString)) {
            value.valueStream().map(JsonNode::stringValue).forEach(texts::add);
            return texts;
        }
        throw wrong(name, "a list of texts", value);
    }

    @Nullable Json json(String name) {
        JsonNode value = present(name);
        return value == null ? null : Json.of(value);
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private GateException wrong(String name, String wanted, JsonNode found) {
        String text = found.toString();
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return GateException.invalid(
                prefix + name, "%s%s must be %s; found %s.".formatted(prefix, name, wanted, shown));
    }
}
