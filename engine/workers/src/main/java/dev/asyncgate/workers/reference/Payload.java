package dev.asyncgate.workers.reference;

import dev.asyncgate.json.Json;
import dev.asyncgate.workers.LeasedTask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the reference workers read from payloads, and how they say where a result is. */
final class Payload {

    private final ObjectNode members;

    private Payload(ObjectNode members) {
        this.members = members;
    }

    static Payload of(LeasedTask task) {
        return new Payload((ObjectNode) task.payload().node());
    }

    /** A text that must be there. */
    String text(String name) {
        String found = textOrNull(name);
        if (found == null) {
            throw new RefusedException("payload." + name + " is missing; a text is needed.");
        }
        return found;
    }

    /** A text, if it is there. */
    @Nullable String textOrNull(String name) {
        JsonNode found = members.path(name);
        if (found.isMissingNode() || found.isNull()) {
            return null;
        }
        if (!found.isString()) {
            throw new RefusedException("payload." + name + " is no text.");
        }
        return found.stringValue();
    }

    /** A list of texts; empty when it is not there. */
    List<String> texts(String name) {
        JsonNode found = members.path(name);
        if (found.isMissingNode() || found.isNull()) {
            return List.of();
        }
        if (!found.isArray() || !found.valueStream().allMatch(JsonNode::isString)) {
            throw new RefusedException("payload." + name + " is no list of texts.");
        }
        return found.valueStream().map(JsonNode::stringValue).toList();
    }

    /** A number from 0 to so many that must be there. */
    double number(String name, double most) {
        JsonNode found = members.path(name);
        if (!found.isNumber() || found.doubleValue() < 0 || found.doubleValue() > most) {
            throw new RefusedException("payload.%s must be a number from 0 to %.0f.".formatted(name, most));
        }
        return found.doubleValue();
    }

    /** A value as it is; null when it is not there. */
    @Nullable JsonNode value(String name) {
        return members.get(name);
    }

    /** Says that the work lies in the result of the task itself. */
    static Json inTheResult(LeasedTask task) {
        return Json.of(JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "inline")
                        .put("pointer", "inline://task/" + task.taskId() + "/result")));
    }
}
