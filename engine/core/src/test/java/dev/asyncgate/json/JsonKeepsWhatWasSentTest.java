package dev.asyncgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonKeepsWhatWasSentTest {

    @Test
    void digitsAndTheOrderOfMembersStayAndExponentsAreExpanded() {
        Json json = Json.parse("{ \"z\": 90071992547409931.10, \"a\": [1e3, 1.0, 2.50E-3, -0.0] }");

        assertThat(json.text()).isEqualTo("{\"z\":90071992547409931.10,\"a\":[1000,1.0,0.00250,0.0]}");
        assertThat(json.bytes()).isEqualTo(json.text().length());
    }

    @Test
    void bytesAreCountedInUtf8() {
        assertThat(Json.parse("\"é€😀\"").bytes()).isEqualTo(2 + 2 + 3 + 4);
    }

    @Test
    void valuesThatMeanTheSameAreEqual() {
        assertThat(Json.parse("{\"a\":1.0,\"b\":[]}"))
                .isEqualTo(Json.parse("{ \"b\": [], \"a\": 1e0 }"))
                .isNotEqualTo(Json.parse("{\"a\":1.0}"));
    }

    /** The digest of {"a":1}, computed with sha256sum. */
    @Test
    void theDigestIsThatOfTheCanonicalForm() {
        assertThat(Json.parse("{ \"a\" : 1.0 }").sha256())
                .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }

    @Test
    void aStoredTextIsHandedOnAsItStandsAndReadWhenItsMembersAreAskedFor() {
        Json stored = Json.stored("{\"z\":1.0,\"a\":[1]}");

        assertThat(stored.text()).isEqualTo("{\"z\":1.0,\"a\":[1]}");
        assertThat(stored.node().get("z").decimalValue()).isEqualByComparingTo("1");
        assertThat(stored).isEqualTo(Json.parse("{\"a\":[1],\"z\":1}"));
    }

    @Test
    void aDamagedStoredValueIsToldWhereItIsReadAndHarmsNobodyBefore() {
        Json damaged = Json.stored("{\"a\":1,\n\"a\":2}");

        assertThat(damaged.text()).isEqualTo("{\"a\":1,\n\"a\":2}");
        assertThatThrownBy(damaged::isEmpty)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL_ERROR))
                .hasMessageContaining("line 2");
    }

    @Test
    void nobodyChangesAValueThroughItsTree() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("a", 1);
        Json json = Json.of(tree);
        tree.put("a", 2);
        ((ObjectNode) json.node()).put("a", 3);
        ((ObjectNode) Json.emptyObject().node()).put("a", 4);

        assertThat(json.node().get("a").intValue()).isEqualTo(1);
        assertThat(Json.emptyObject().text()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "[] | true",
                "\"\" | true",
                "null | true",
                "{\"a\":null} | false",
                "[null] | false",
                "0 | false",
                "false | false",
                "\" \" | false"
            })
    void emptyMeansNothingInside(String text, boolean empty) {
        assertThat(Json.parse(text).isEmpty()).isEqualTo(empty);
    }
}
