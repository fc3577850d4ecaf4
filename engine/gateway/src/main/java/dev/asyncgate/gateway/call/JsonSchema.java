package dev.asyncgate.gateway.call;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says shapes as JSON Schema (draft 2020-12), for the documents that describe the calls to machines. What is optional may
 * be left out of a request and may be null in an answer.
 */
public enum JsonSchema {
    REQUEST,
    ANSWER;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** An object of these members; it may have others. */
    public ObjectNode object(List<Field> fields) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        fields.forEach(field -> properties.set(field.name(), member(field)));
        List<Field> required = fields.stream().filter(Field::required).toList();
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(field -> names.add(field.name()));
        }
        return schema;
    }

    /** A member of an object, with what it means. */
    public ObjectNode member(Field field) {
        ObjectNode schema = of(field.shape());
        if (this == ANSWER && !field.required()) {
            allowNull(schema);
        }
        return schema.put("description", field.says());
    }

    /** A value of this shape. */
    public ObjectNode of(Shape shape) {
        return switch (shape) {
            case Shape.Text(int min, int max) ->
                typed("string").put("minLength", min).put("maxLength", max);
            case Shape.Id() -> typed("string").put("format", "uuid");
            case Shape.Moment() -> typed("string").put("format", "date-time");
            case Shape.Whole(long min, long max) ->
                typed("integer").put("minimum", min).put("maximum", max);
            case Shape.Flag() -> typed("boolean");
            case Shape.Choice(List<String> words) -> choice(words);
            case Shape.AnyObject() -> typed("object");
            case Shape.Anything() -> NODES.objectNode();
            case Shape.ListOf(Shape items, int most) -> {
                ObjectNode list = typed("array");
                list.set("items", of(items));
                yield list.put("maxItems", most);
            }
            case Shape.Members(List<Field> fields) -> object(fields);
        };
    }

    private static ObjectNode typed(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static ObjectNode choice(List<String> words) {
        ObjectNode schema = typed("string");
        ArrayNode allowed = schema.putArray("enum");
        words.forEach(allowed::add);
        return schema;
    }

    /** A schema without a type allows it already. */
    private static void allowNull(ObjectNode schema) {
        if (schema.has("type")) {
            String type = schema.get("type").stringValue();
            schema.putArray("type").add(type).add("null");
        }
        if (schema.has("enum")) {
            schema.withArray("enum").addNull();
        }
    }
}
