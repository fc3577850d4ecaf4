package dev.asyncgate.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class CanonicalFormFollowsRfc8785Test {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** RFC 8785, appendix B: the bits of a double and its text. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void theDoublesOfAppendixBAreWrittenAsThere(String bits, String text) {
        double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(Json.of(NODES.numberNode(value)).canonical()).isEqualTo(text);
        assertThat(Json.parse(text).canonical()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1e21, 1e+21",
        "1E21, 1e+21",
        "1000000000000000000000, 1e+21",
        "1e-7, 1e-7",
        "0.0000001, 1e-7",
        "100, 100",
        "1e2, 100",
        "1.50, 1.5",
        "-0, 0",
        "-0.0, 0",
        "0e5, 0",
        "2e23, 2e+23",
        "1e-323, 1e-323",
        // What follows is no double's shortest text, so the RFC says nothing about it.
        "333333333.33333329, 333333333.33333329",
        "90071992547409931.10, 90071992547409931.1",
        "9007199254740993, 9007199254740993",
        "9007199254740993000, 9007199254740993000",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827"
    })
    void numbersKeepEveryDigitThatADoubleWouldLose(String sent, String canonical) {
        assertThat(Json.parse(sent).canonical()).isEqualTo(canonical);
    }

    @Test
    void numbersBeyondTheRangeOfDoublesStandInPlainDecimal() {
        assertThat(Json.parse("1e400").canonical()).isEqualTo("1" + "0".repeat(400));
        assertThat(Json.parse("-1.5e-400").canonical()).isEqualTo("-0." + "0".repeat(399) + "15");
    }

    /** RFC 8785, section 3.2.3. */
    @Test
    void membersAreSortedByTheirUtf16CodeUnits() {
        Json json = Json.parse("""
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }""");

        assertThat(json.canonical())
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** RFC 8785, section 3.2.2; its first number is left out, for the digits that a double loses are kept here. */
    @Test
    void theExampleOfSection322IsWrittenAsThere() {
        Json json = Json.parse("""
                {
                  "numbers": [1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }""");

        assertThat(json.canonical())
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Property(tries = 500)
    void anIndependentLibraryWritesTheSame(@ForAll("objects") JsonNode tree) throws IOException {
        Json json = Json.of(tree);

        assertThat(json.canonical()).isEqualTo(new JsonCanonicalizer(json.text()).getEncodedString());
    }

    @Property(tries = 500)
    void thePlainFormReadsBackAsTheSameValue(@ForAll("objects") JsonNode tree) {
        Json json = Json.of(tree);

        assertThat(Json.parse(json.text()).canonical()).isEqualTo(json.canonical());
        assertThat(Json.parse(json.text()).text()).isEqualTo(json.text());
        assertThat(Json.parse(json.canonical())).isEqualTo(json).hasSameHashCodeAs(json);
    }

    @Property(tries = 2_000)
    void everyDoubleReadsBackAsItself(@ForAll long bits) throws IOException {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            String canonical = Json.of(NODES.numberNode(value)).canonical();
            assertThat(Double.parseDouble(canonical)).isEqualTo(value == 0 ? 0.0 : value);
            if (isWrittenRightByTheLibrary(value)) {
                assertThat("[" + canonical + "]")
                        .isEqualTo(new JsonCanonicalizer("[" + new BigDecimal(value) + "]").getEncodedString());
            }
        }
    }

    /** The library puts zeros before some subnormal numbers: ECMAScript writes 1e-320, it writes 0.000…1e-178. */
    private static boolean isWrittenRightByTheLibrary(double value) {
        return value == 0 || Math.abs(value) >= Double.MIN_NORMAL;
    }

    @Provide
    Arbitrary<JsonNode> objects() {
        return tree(3).tuple2().map(two -> {
            ObjectNode object = NODES.objectNode();
            object.set("a", two.get1());
            object.set("b", two.get2());
            return object;
        });
    }

    private static Arbitrary<JsonNode> tree(int depth) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                text().map(NODES::stringNode),
                Arbitraries.doubles()
                        .filter(CanonicalFormFollowsRfc8785Test::isWrittenRightByTheLibrary)
                        .map(NODES::numberNode),
                Arbitraries.integers().map(NODES::numberNode),
                Arbitraries.of(NODES.booleanNode(true), NODES.booleanNode(false), NODES.nullNode()));
        if (depth == 0) {
            return leaf;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(3, leaf),
                Tuple.of(1, tree(depth - 1).list().ofMaxSize(4).map(CanonicalFormFollowsRfc8785Test::list)),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        text().list().ofSize(4),
                                        tree(depth - 1).list().ofSize(4))
                                .as(CanonicalFormFollowsRfc8785Test::object)));
    }

    /** Every plane of Unicode and every control character but NUL. */
    private static Arbitrary<String> text() {
        Arbitrary<Integer> points = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 0x1f),
                Arbitraries.integers().between(0x20, 0x2ff),
                Arbitraries.integers().between(0xe000, 0xffff),
                Arbitraries.integers().between(0x10000, 0x10ffff));
        return points.list()
                .ofMaxSize(8)
                .map(all -> all.stream()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
    }

    private static JsonNode list(List<JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    private static JsonNode object(List<String> keys, List<JsonNode> values) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < keys.size(); i++) {
            object.set(keys.get(i), values.get(i));
        }
        return object;
    }
}
