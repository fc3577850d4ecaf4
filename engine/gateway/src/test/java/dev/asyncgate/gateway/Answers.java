package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers against what the gateway's own OpenAPI document says of them. */
public final class Answers {

    /** What no answer may show: where the gate is made of it. */
    public static final List<String> INSIDES = List.of(
            "dev.asyncgate",
            "org.postgresql",
            "java.lang",
            "tools.jackson",
            "org.eclipse",
            "SELECT ",
            "INSERT ",
            "ERROR:",
            "SQLSTATE");

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final DefaultJsonSchemaValidator validator = new DefaultJsonSchemaValidator();

    private Answers(JsonNode document) {
        this.document = document;
    }

    public static Answers of(TestGateway gateway) {
        return new Answers(gateway.send(gateway.bare("/openapi.json").GET()).json());
    }

    public JsonNode document() {
        return document;
    }

    public JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** The answer of an operation: of its own schema when it went well, else of the one that problems have. */
    public void check(String method, String path, int status, JsonNode body) {
        JsonNode operation = document.get("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        JsonNode schema = status == 200
                ? operation.at("/responses/200/content/application~1json/schema")
                : document.at("/components/schemas/Problem");
        require(schema, body, "%s %s %d".formatted(method, path, status));
        if (status != 200) {
            assertThat(body.get("detail")).isEqualTo(body.get("message"));
        }
    }

    /**
     * A value that fits a schema.
     *
     * @param as what the value is, for the message
     */
    public void require(JsonNode schema, JsonNode value, String as) {
        assertThat(schema.isObject()).as("a schema of %s", as).isTrue();
        var found = validator.validate(map(schema), map(value));
        assertThat(found.valid())
                .as("%s: %s in %s", as, found.errorMessage(), value)
                .isTrue();
    }

    private static Map<String, Object> map(JsonNode node) {
        assertThat(node).isInstanceOf(ObjectNode.class);
        return JSON.convertValue(node, new TypeReference<Map<String, Object>>() {});
    }
}
