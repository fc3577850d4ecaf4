package dev.asyncgate.gateway.call;

import dev.asyncgate.error.GateException;
import dev.asyncgate.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a caller sent, after it was found to have the shapes that the call names. Null equals absent. */
public final class Arguments {

    private final ObjectNode members;

    private Arguments(ObjectNode members) {
        this.members = members;
    }

    /**
     * Checks what was sent.
     *
     * @throws GateException INVALID_REQUEST that names the field, what was found and what is allowed
     */
    public static Arguments checked(List<Field> fields, ObjectNode members) {
        ShapeCheck.members(fields, members, "");
        return new Arguments(members);
    }

    /** Whether it was given, and not as null. */
    public boolean has(String name) {
        return members.hasNonNull(name);
    }

    public String text(String name) {
        return required(name).stringValue();
    }

    public @Nullable String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    public UUID id(String name) {
        return UUID.fromString(text(name));
    }

    public @Nullable UUID idOrNull(String name) {
        return has(name) ? id(name) : null;
    }

    public @Nullable Instant instantOrNull(String name) {
        return has(name) ? OffsetDateTime.parse(text(name)).toInstant() : null;
    }

    public int whole(String name, int otherwise) {
        return has(name) ? required(name).decimalValue().intValueExact() : otherwise;
    }

    public @Nullable Integer wholeOrNull(String name) {
        return has(name) ? Integer.valueOf(whole(name, 0)) : null;
    }

    public Duration seconds(String name) {
        return Duration.ofSeconds(required(name).decimalValue().intValueExact());
    }

    public @Nullable Duration secondsOrNull(String name) {
        return has(name) ? seconds(name) : null;
    }

    public boolean flag(String name, boolean otherwise) {
        return has(name) ? required(name).booleanValue() : otherwise;
    }

    public @Nullable Boolean flagOrNull(String name) {
        return has(name) ? Boolean.valueOf(flag(name, false)) : null;
    }

    public Json json(String name) {
        return Json.of(required(name));
    }

    public @Nullable Json jsonOrNull(String name) {
        return has(name) ? json(name) : null;
    }

    public List<String> texts(String name) {
        return list(name).map(JsonNode::stringValue).toList();
    }

    public List<UUID> ids(String name) {
        return texts(name).stream().map(UUID::fromString).toList();
    }

    /** The elements of a list of objects, each to be read by its own members. */
    public List<Arguments> items(String name) {
        return list(name).map(item -> new Arguments((ObjectNode) item)).toList();
    }

    /** The members of an object; of an empty one when it was not given. */
    public Arguments part(String name) {
        return new Arguments(has(name) ? (ObjectNode) required(name) : members.objectNode());
    }

    private java.util.stream.Stream<JsonNode> list(String name) {
        return has(name) ? StreamSupport.stream(required(name).spliterator(), false) : java.util.stream.Stream.empty();
    }

    private JsonNode required(String name) {
        JsonNode value = members.get(name);
        if (value == null) {
            throw new IllegalStateException("the call reads " + name + " without saying that it needs it");
        }
        return value;
    }
}
