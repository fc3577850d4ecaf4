package dev.asyncgate.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asyncgate.engine.TestGate;
import dev.asyncgate.gateway.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Over standard input and output every line is a message, and whatever was asked is answered. */
@Timeout(60)
class ALineIsAMessageTest {

    private static final String GREETING = """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},\
            "clientInfo":{"name":"test","version":"1"}}}
            {"jsonrpc":"2.0","method":"notifications/initialized"}
            """;

    @Test
    void theAnswersComeThoughTheInputHasEnded() throws Exception {
        List<JsonNode> answers =
                speak(GREETING + call("create_task", "\"agent_id\":\"p\",\"type\":\"x\",\"principal_ai\":\"p\""));
        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst().at("/result/serverInfo/name").asString()).isEqualTo("AsyncGate");
        assertThat(answers.getLast().at("/result/structuredContent/status").asString())
                .isEqualTo("queued");
    }

    @Test
    void aLineThatIsNoMessageIsSaidAndTheNextIsHeard() throws Exception {
        List<JsonNode> answers = speak("{broken\n\n" + GREETING + call("get_config", ""));
        assertThat(answers.getFirst().at("/error/code").asInt()).isEqualTo(-32700);
        assertThat(answers).hasSize(3);
    }

    @Test
    void theCallsAreThoseOfTheTenantThatWasNamed() throws Exception {
        try (TestGate gate = TestGate.open()) {
            String taskId = gate.create("x").toString();
            String asked = GREETING + call("get_task", "\"task_id\":\"%s\"".formatted(taskId));
            assertThat(speak(gate, asked)
                            .getLast()
                            .at("/result/structuredContent/task_id")
                            .asString())
                    .isEqualTo(taskId);
            assertThat(speak(asked)
                            .getLast()
                            .at("/result/structuredContent/code")
                            .asString())
                    .isEqualTo("TASK_NOT_FOUND");
        }
    }

    @Test
    void numbersArriveDigitForDigit() throws Exception {
        try (TestGate gate = TestGate.open()) {
            String payload = "{\"amount\":1.50,\"big\":12345678901234567890.123}";
            String taskId = speak(
                            gate,
                            GREETING
                                    + call(
                                            "create_task",
                                            "\"agent_id\":\"p\",\"type\":\"x\",\"principal_ai\":\"p\",\"payload\":"
                                                    + payload))
                    .getLast()
                    .at("/result/structuredContent/task_id")
                    .asString();
            assertThat(gate.inspector.getTask(UUID.fromString(taskId)).payload().text())
                    .isEqualTo(payload);
        }
    }

    private static String call(String tool, String members) {
        return TestMcp.message("tools/call", "{\"name\":\"asyncgate_%s\",\"arguments\":{%s}}".formatted(tool, members))
                + "\n";
    }

    private static List<JsonNode> speak(String lines) throws Exception {
        try (TestGate gate = TestGate.open()) {
            return speak(gate, lines);
        }
    }

    private static List<JsonNode> speak(TestGate gate, String lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stdio.speak(
                gate.gate, gate.tenant, "test", new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(TestMcp.JSON::readTree)
                .toList();
    }
}
