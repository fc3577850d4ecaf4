package dev.asyncgate.workers;

import dev.asyncgate.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The body of a call, as it is written; and how answers are read. Values of callers keep every digit both ways, and may be
 * as deep as the gate allows, inside of something else.
 */
final class WireBody {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(256)
                            .maxNumberLength(2000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final StringJoiner members = new StringJoiner(",", "{", "}");

    /** The body of a call by this worker on this lease; the task stands in the path, or is added. */
    static WireBody of(String workerId, UUID leaseId) {
        return of(workerId).text("lease_id", leaseId.toString());
    }

    static WireBody of(String workerId) {
        return new WireBody().text("worker_id", workerId);
    }

    WireBody text(String name, String value) {
        return member(name, JsonNodeFactory.instance.stringNode(value).toString());
    }

    WireBody texts(String name, List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return member(name, list.toString());
    }

    WireBody number(String name, long value) {
        return member(name, Long.toString(value));
    }

    WireBody flag(String name, boolean value) {
        return member(name, Boolean.toString(value));
    }

    /** In whole seconds; left out when null. */
    WireBody seconds(String name, @Nullable Duration value) {
        return value == null ? this : number(name, value.toSeconds());
    }

    /** Left out when null. */
    WireBody json(String name, @Nullable Json value) {
        return value == null ? this : member(name, value.text());
    }

    private WireBody member(String name, String json) {
        members.add('"' + name + "\":" + json);
        return this;
    }

    String text() {
        return members.toString();
    }

    /** The object that the text is; null when it is none. */
    static @Nullable JsonNode readObject(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isObject() ? node : null;
        } catch (JacksonException | NumberFormatException e) {
            return null;
        }
    }
}
