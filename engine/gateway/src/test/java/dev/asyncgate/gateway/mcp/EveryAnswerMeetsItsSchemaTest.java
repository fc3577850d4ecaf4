package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.TestGateway;
import dev.asyncgate.gateway.mcp.Face.Told;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients hold what a tool answers against the schema that they were given, refusals too. */
class EveryAnswerMeetsItsSchemaTest {

    private final TestGateway gateway = TestGateway.open();
    private final DefaultJsonSchemaValidator validator = new DefaultJsonSchemaValidator();
    private final TestMcp session = TestMcp.of(gateway);
    private final Map<String, Map<String, Object>> schemas = schemas();
    private final Set<String> answered = new HashSet<>();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void ofEveryToolInSuccessAndInFailure() {
        Face checked = this::checked;
        Scenario scenario = new Scenario(gateway.gate, checked);
        scenario.work();
        scenario.refusals();
        for (Object taskId : scenario.tasks()) {
            checked("get_task", object("{\"task_id\":\"%s\"}".formatted(taskId)));
        }
        checked("list_tasks", object("{\"limit\":3}"));
        checked("get_config", object("{}"));
        checked("open_obligations", object("{\"agent_id\":\"planner\"}"));
        checked("open_obligations", object("{}"));
        checked("bootstrap", object("{\"agent_id\":\"planner\"}"));
        assertThat(answered).isEqualTo(schemas.keySet());
    }

    @Test
    void theSameIsSaidAsText() {
        JsonNode result = session.send("tools/call", "{\"name\":\"asyncgate_get_config\",\"arguments\":{}}")
                .get("result");
        assertThat(TestMcp.JSON.readTree(result.at("/content/0/text").asString()))
                .isEqualTo(result.get("structuredContent"));
    }

    private Told checked(String call, ObjectNode in) {
        TestMcp.Result result = session.call(call, in.toString());
        var found = validator.validate(schemas.get(call), map(result.content()));
        assertThat(found.valid())
                .as("%s: %s in %s", call, found.errorMessage(), result.json())
                .isTrue();
        if (result.refused()) {
            return Told.refused(result.text("/code"));
        }
        assertThat(result.content().has("code")).isFalse();
        answered.add(call);
        return Told.answered(result.content());
    }

    private Map<String, Map<String, Object>> schemas() {
        Map<String, Map<String, Object>> byCall = new HashMap<>();
        session.tools()
                .forEach(tool -> byCall.put(
                        tool.get("name").asString().substring("asyncgate_".length()), map(tool.get("outputSchema"))));
        return byCall;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) TestMcp.JSON.readTree(json);
    }

    private static Map<String, Object> map(JsonNode node) {
        return TestMcp.JSON.convertValue(node, new TypeReference<Map<String, Object>>() {});
    }
}
