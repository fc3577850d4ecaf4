package dev.asyncgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonRefusesWhatCannotBeKeptTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Duration QUICK = Duration.ofSeconds(2);

    @Test
    void twentyThousandHugeExponentsAreRefusedBeforeAnythingIsExpanded() {
        String attack = "[" + String.join(",", Collections.nCopies(20_000, "1e131071")) + "]";

        assertThat(quickProblem(attack).message()).isEqualTo("a number of more than 1,000 characters when written out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e999999999", "1e-999999999", "-1e2147483647", "1e99999999999999999999", "0e99999999999999"})
    void exponentsBeyondEveryRangeAreRefusedQuickly(String number) {
        assertThat(quickProblem(number).message()).contains("more than 1,000 characters");
    }

    @Test
    void aThousandCharactersOfNumberAreTheMost() {
        assertThat(Json.parse("1e999").text()).hasSize(1_000);
        assertThat(quickProblem("1e1000").message()).contains("1,000");
        assertThat(Json.parse("-1e998").text()).hasSize(1_000);
        assertThat(quickProblem("-1e999").message()).contains("1,000");
        assertThat(Json.parse("1e-998").text()).hasSize(1_000);
        assertThat(quickProblem("1e-999").message()).contains("1,000");
        assertThat(Json.parse("9".repeat(1_000)).text()).hasSize(1_000);
        assertThat(quickProblem("9".repeat(1_001)).message()).contains("1,000");
        assertThat(quickProblem("9".repeat(1_000_000)).message()).contains("1,000");
    }

    @Test
    void theLimitCountsThePlainFormAndNotTheSentOne() {
        assertThat(Json.parse("0." + "0".repeat(1_200) + "1e1201").text()).isEqualTo("1");
    }

    @Test
    void twoHundredLevelsAreTheMost() {
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200)).bytes()).isEqualTo(400);
        assertThat(quickProblem("[".repeat(201) + "]".repeat(201)).message()).contains("200 levels");
        assertThat(quickProblem("{\"a\":".repeat(5_000)).offset()).isEqualTo(200 * 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "{\"a\\u0000\":1}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "{\"\\udfff\":1}",
                "\"\ud800\"",
                "[\"\ud800x\"]",
                "\"a\0b\""
            })
    void nulAndHalfCharactersAreRefusedInKeysAndTexts(String text) {
        assertThat(quickProblem(text).message()).containsAnyOf("NUL", "surrogate");
    }

    @Test
    void aByteOrderMarkIsNamed() {
        assertThat(quickProblem("\uFEFF{}").message())
                .contains("byte order mark")
                .contains("remove");
    }

    @Test
    void aKeyMayNotStandTwiceHoweverItIsWritten() {
        assertThat(quickProblem("{\"a\":1,\n \"\\u0061\":2}"))
                .isEqualTo(new Json.Check.Problem(2, 2, 9, "the key \"\\u0061\" stands twice in this object"));
        assertThat(Json.parse("[{\"a\":1},{\"a\":2}]").text()).isEqualTo("[{\"a\":1},{\"a\":2}]");
    }

    @Test
    void aHugeTextIsReadQuickly() {
        String huge = "\"" + "ä".repeat(20_000_000) + "\"";

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Json.parse(huge).bytes()).isEqualTo(40_000_002));
    }

    @Test
    void treesBuiltElsewhereMeetTheSameLimits() {
        ArrayNode deep = NODES.arrayNode();
        for (int i = 0; i < 5_000; i++) {
            deep = NODES.arrayNode().add(deep);
        }
        assertRefused(deep, "200 levels");
        assertRefused(NODES.numberNode(new BigDecimal("1e131071")), "1,000 characters");
        assertRefused(NODES.numberNode(new BigDecimal("1e-2147483647")), "1,000 characters");
        assertRefused(NODES.numberNode(BigDecimal.TEN.pow(1_000).toBigInteger()), "1,000 characters");
        assertRefused(NODES.numberNode(Double.NaN), "no JSON number");
        assertRefused(NODES.numberNode(Float.POSITIVE_INFINITY), "no JSON number");
        assertRefused(NODES.stringNode("\ud800"), "surrogate");
        assertRefused(NODES.objectNode().put("a\0", 1), "NUL");
        assertRefused(NODES.pojoNode(new Object()), "JSON does not have");
        assertRefused(NODES.binaryNode(new byte[1]), "JSON does not have");
        assertThat(Json.of(NODES.numberNode(new BigDecimal("1e999"))).text()).hasSize(1_000);
        assertThat(Json.of(NODES.numberNode(BigDecimal.TEN.pow(999).toBigInteger()))
                        .text())
                .hasSize(1_000);
    }

    @Test
    void aRefusalNamesTheFieldAndThePlace() {
        assertThatThrownBy(() -> Json.parse("payload", "{\n  \"a\": 1\n  \"sources\": []\n}"))
                .isInstanceOfSatisfying(GateException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(e.field()).isEqualTo("payload");
                    assertThat(e)
                            .hasMessage("payload is not valid JSON at line 3, column 3: "
                                    + "expected , or } and found \"sources\"; is a comma missing before it?");
                });
    }

    /** The reader decides and the diagnosis explains: wherever one refuses, the other knows why. */
    @Property(tries = 5_000)
    void everyRefusalIsExplained(@ForAll("nearlyJson") String text) {
        if (Json.check(text) instanceof Json.Check.Problem problem) {
            assertThat(problem.message()).doesNotContain("as a whole");
            assertThat(problem.offset()).isBetween(0, text.length());
        } else {
            assertThat(JsonDiagnosis.of(text).message()).contains("as a whole");
        }
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"a\"",
                        "\"b\"",
                        "\"",
                        "'",
                        "1",
                        "-",
                        "0",
                        ".5",
                        "e9",
                        "E+2",
                        "true",
                        "null",
                        "tru",
                        " ",
                        "\n",
                        "\r",
                        "\t",
                        "\\",
                        "\\u0041",
                        "\\ud83d",
                        "\\ude00",
                        "\\x",
                        "/",
                        "//",
                        "\0",
                        "\u0001",
                        "\ud83d",
                        "\ude00",
                        "\uFEFF",
                        "\u00a0",
                        "NaN",
                        "Infinity",
                        "a",
                        "{\"a\":",
                        "[1,",
                        "1e131071")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts));
    }

    private static Json.Check.Problem quickProblem(String text) {
        Json.Check check = Assertions.assertTimeoutPreemptively(QUICK, () -> Json.check(text));
        assertThat(check).isInstanceOf(Json.Check.Problem.class);
        return (Json.Check.Problem) check;
    }

    private static void assertRefused(JsonNode tree, String reason) {
        assertThatThrownBy(() -> Json.of(tree))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(reason);
    }
}
