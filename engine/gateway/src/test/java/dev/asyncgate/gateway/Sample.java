package dev.asyncgate.gateway;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The least request that an operation of the document takes, to be changed in one place. */
final class Sample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Contract.Line line;
    private final JsonNode operation;
    private final ObjectNode parameters = NODES.objectNode();
    private final ObjectNode body;

    Sample(JsonNode document, Contract.Line line) {
        this.line = line;
        this.operation = Contract.operation(document, line);
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("required").asBoolean()) {
                parameters.set(parameter.get("name").asString(), value(parameter.get("schema")));
            }
        }
        this.body = (ObjectNode) value(schema());
    }

    private JsonNode schema() {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? NODES.objectNode().put("type", "object") : schema;
    }

    /** With this value in this place; of a list, in its first entry. */
    Sample with(String path, JsonNode value) {
        boolean inBody = operation
                .path("parameters")
                .valueStream()
                .noneMatch(parameter -> parameter.get("name").asString().equals(path));
        if (inBody) {
            put(body, schema(), List.of(path.split("\\.")), value);
        } else {
            parameters.set(path, value);
        }
        return this;
    }

    private static void put(ObjectNode within, JsonNode schema, List<String> path, JsonNode value) {
        String name = path.getFirst().replace("[]", "");
        JsonNode of = schema.at("/properties/" + name);
        if (path.size() == 1) {
            within.set(name, value);
            return;
        }
        if (!within.has(name)) {
            within.set(name, value(of));
        }
        JsonNode next = within.get(name);
        boolean list = of.has("items");
        put((ObjectNode) (list ? next.get(0) : next), list ? of.get("items") : of, path.subList(1, path.size()), value);
    }

    private static JsonNode value(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (schema.path("type").asString("")) {
            case "string" -> NODES.stringNode(text(schema));
            case "integer" -> schema.get("minimum");
            case "boolean" -> NODES.booleanNode(false);
            case "array" -> NODES.arrayNode().add(value(schema.get("items")));
            default -> object(schema);
        };
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> "019aa000-0000-7000-8000-000000000000";
            case "date-time" -> "2099-01-01T00:00:00Z";
            default -> "x".repeat(Math.max(1, schema.path("minLength").asInt(1)));
        };
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        for (JsonNode name : schema.path("required")) {
            object.set(name.asString(), value(schema.at("/properties/" + name.asString())));
        }
        return object;
    }

    /** Sent with a key. */
    TestGateway.Answer send(TestGateway gateway, String key) {
        String path = line.path();
        StringBuilder query = new StringBuilder("?");
        for (var parameter : parameters.properties()) {
            String text = URLEncoder.encode(parameter.getValue().asString(), StandardCharsets.UTF_8);
            if (path.contains("{" + parameter.getKey() + "}")) {
                path = path.replace("{" + parameter.getKey() + "}", text);
            } else {
                query.append(parameter.getKey()).append('=').append(text).append('&');
            }
        }
        HttpRequest.BodyPublisher publisher =
                operation.has("requestBody") ? BodyPublishers.ofString(body.toString()) : BodyPublishers.noBody();
        return gateway.send(gateway.keyed(path + query, key)
                .header("Content-Type", "application/json")
                .method(line.method(), publisher));
    }
}
