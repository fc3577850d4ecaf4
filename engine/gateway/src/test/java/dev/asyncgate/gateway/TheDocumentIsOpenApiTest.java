package dev.asyncgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Generators of clients read the document: it is what the OpenAPI Initiative's own schema of 3.1 asks for. */
class TheDocumentIsOpenApiTest {

    private final TestGateway gateway = TestGateway.open();
    private final Answers answers = Answers.of(gateway);

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void asTheOfficialSchemaSays() throws IOException {
        answers.require(official(), answers.document(), "the document");
    }

    @Test
    void whichWouldRefuseAnother() throws IOException {
        ObjectNode broken = (ObjectNode) answers.document().deepCopy();
        ((ObjectNode) broken.at("/paths/~1v1~1tasks/post")).put("responses", "none");
        JsonNode schema = official();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> answers.require(schema, broken, "a broken one")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyOperationHasANameOfItsOwnAndEveryPathNamesItsParameters() {
        List<String> names = new ArrayList<>();
        answers.document()
                .get("paths")
                .forEachEntry((path, methods) -> methods.forEach(operation -> {
                    names.add(operation.get("operationId").asString());
                    operation.path("parameters").forEach(parameter -> {
                        if (parameter.get("in").asString().equals("path")) {
                            assertThat(path)
                                    .contains("{" + parameter.get("name").asString() + "}");
                            assertThat(parameter.get("required").asBoolean()).isTrue();
                        }
                    });
                }));
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    }

    /** Of https://spec.openapis.org/oas/3.1/schema/2022-10-07, under the Apache License 2.0. */
    private JsonNode official() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                TheDocumentIsOpenApiTest.class.getResourceAsStream("/openapi/schema-3.1-2022-10-07.json"))) {
            return answers.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
