package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.gateway.TestGateway;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** An agent finds each tool of the contract and no other, under a name that every host takes, with what it must know. */
class ToolsAreOfferedAsTheContractListsThemTest {

    private static final TestGateway GATEWAY = TestGateway.open();
    private static final JsonNode TOOLS = TestMcp.of(GATEWAY).tools();

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @Test
    void everyToolIsListedAndNoOther() {
        assertThat(stream(TOOLS).map(tool -> tool.at("/name").asString()))
                .containsExactlyInAnyOrder(
                        "asyncgate_bootstrap",
                        "asyncgate_create_task",
                        "asyncgate_create_tasks",
                        "asyncgate_get_task",
                        "asyncgate_list_tasks",
                        "asyncgate_cancel_task",
                        "asyncgate_list_receipts",
                        "asyncgate_ack_receipt",
                        "asyncgate_open_obligations",
                        "asyncgate_lineage",
                        "asyncgate_lease_next",
                        "asyncgate_renew_lease",
                        "asyncgate_release_lease",
                        "asyncgate_start_task",
                        "asyncgate_report_progress",
                        "asyncgate_complete",
                        "asyncgate_complete_all",
                        "asyncgate_amend",
                        "asyncgate_fail",
                        "asyncgate_get_config");
    }

    @Test
    void hostsTakeEveryName() {
        assertThat(stream(TOOLS).map(tool -> tool.at("/name").asString()))
                .allMatch(name -> name.matches("^[a-zA-Z0-9_-]{1,64}$"));
    }

    @Test
    void eachHasATitleADescriptionAndAllFourHints() {
        assertThat(stream(TOOLS)).allSatisfy(tool -> {
            assertThat(tool.at("/title").asString()).isNotEmpty();
            assertThat(tool.at("/description").asString()).hasSizeGreaterThan(20);
            for (String hint : List.of("readOnlyHint", "idempotentHint", "destructiveHint", "openWorldHint")) {
                assertThat(tool.at("/annotations/" + hint).isBoolean()).isTrue();
            }
        });
        assertThat(tool("get_task").at("/annotations/readOnlyHint").asBoolean()).isTrue();
        assertThat(tool("complete").at("/annotations/destructiveHint").asBoolean())
                .isTrue();
        assertThat(tool("create_task").at("/annotations/readOnlyHint").asBoolean())
                .isFalse();
    }

    @Test
    void bothSchemasAreJsonSchemaOfAnObjectWithADescriptionForEachMember() {
        var validator = new DefaultJsonSchemaValidator();
        assertThat(stream(TOOLS)).allSatisfy(tool -> {
            for (String side : List.of("inputSchema", "outputSchema")) {
                JsonNode schema = tool.get(side);
                assertThat(schema.at("/type").asString()).isEqualTo("object");
                assertThat(schema.get("properties"))
                        .allSatisfy(
                                member -> assertThat(member.has("description")).isTrue());
                assertThat(validator.validateSchema(map(schema)).valid()).isTrue();
            }
        });
    }

    /** Models are handed the input schema, and the most used of their services refuse these words at its top. */
    @Test
    void noInputSchemaBeginsWithAChoice() {
        assertThat(stream(TOOLS).map(tool -> tool.get("inputSchema")))
                .allMatch(schema ->
                        Set.of("anyOf", "oneOf", "allOf", "not").stream().noneMatch(schema::has));
    }

    @Test
    void whatMustBeGivenIsSaid() {
        assertThat(tool("create_task").at("/inputSchema/required"))
                .map(JsonNode::asString)
                .containsExactly("type", "principal_ai");
        assertThat(tool("complete").at("/inputSchema/required"))
                .map(JsonNode::asString)
                .containsExactly("task_id", "worker_id", "lease_id", "result");
    }

    private static JsonNode tool(String name) {
        return stream(TOOLS)
                .filter(tool -> tool.at("/name").asString().equals("asyncgate_" + name))
                .findFirst()
                .orElseThrow();
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Map<String, Object> map(JsonNode node) {
        return TestMcp.JSON.convertValue(node, new TypeReference<Map<String, Object>>() {});
    }
}
