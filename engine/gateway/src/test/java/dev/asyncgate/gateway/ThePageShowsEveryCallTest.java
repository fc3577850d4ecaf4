package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The script of /docs, run on the document as served: it shows every call, and sends each to its own path. */
class ThePageShowsEveryCallTest {

    private final TestGateway gateway = TestGateway.open();
    private final Answers answers = Answers.of(gateway);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void andSendsEachToItsOwnPath(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("docs.js"), text("/docs/docs.js"));
        Path document = Files.writeString(folder.resolve("openapi.json"), text("/openapi.json"));
        Programs.Run run = Programs.run(
                Map.of(), "node", "src/test/resources/docs/page.js", script.toString(), document.toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
        JsonNode page = answers.read(run.output());
        assertThat(texts(page.get("calls"))).containsExactlyInAnyOrderElementsOf(operations());
        assertThat(texts(page.get("sent")))
                .hasSameSizeAs(operations())
                .noneMatch(sent -> sent.contains("{"))
                .contains("PUT /v1/admin/paused-types/a%2Fb");
        assertThat(page.get("shown").asInt()).isBetween(1, 5);
    }

    private String text(String path) {
        return gateway.send(gateway.bare(path).GET()).response().body();
    }

    private List<String> operations() {
        List<String> names = new ArrayList<>();
        answers.document()
                .get("paths")
                .forEach(methods -> methods.forEach(
                        operation -> names.add(operation.get("operationId").asString())));
        return names;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
