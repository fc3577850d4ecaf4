package dev.asyncgate.gateway.fuzz;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;

/**
 * Values of a JSON Schema, and values that are nearly or not at all of it, as JSON text: much that is wrong cannot be
 * said as a tree. Ids of what exists stand as words in braces, to be replaced when the value is sent.
 */
public final class Values {

    /** Of the task, the lease and the receipt at hand. */
    static final List<String> KNOWN_IDS = List.of("{task}", "{lease}", "{receipt}");

    private static final Arbitrary<String> ODD = Arbitraries.of(
            "null",
            "true",
            "\"\"",
            "\" \"",
            "-1",
            "0",
            "1.0",
            "1.5",
            "1e2",
            "1e400",
            "-1E-400",
            "1e999999999",
            "99999999999999999999999999",
            "-9223372036854775809",
            "9".repeat(1_001),
            "NaN",
            "0x10",
            "[]",
            "{}",
            "[null]",
            "{\"a\":1,\"a\":2}",
            "[".repeat(250) + "]".repeat(250),
            "{\"a\":".repeat(190) + "1" + "}".repeat(190),
            "[".repeat(10_000),
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"\u202e\u0301\ufeff\"",
            "\"\u0007\"",
            "\"'; --\"",
            "\"%s%n%d\"",
            "\"sys:root\"",
            "\"ext:SVC:asyncgate\"",
            "{\"\":\"\",\"\\u0000\":1}",
            "{\"k\":\"" + "x".repeat(70_000) + "\"}",
            "\"" + "\u00e9".repeat(11_000) + "\"",
            "//",
            "undefined");

    private Values() {}

    /** Mostly a value of the schema. */
    static Arbitrary<String> of(JsonNode schema) {
        return Arbitraries.frequencyOf(Tuple.of(12, fitting(schema)), Tuple.of(1, ODD));
    }

    private static Arbitrary<String> fitting(JsonNode schema) {
        if (schema.has("enum")) {
            return Arbitraries.of(texts(schema.get("enum"))).map(Values::quoted);
        }
        return switch (type(schema)) {
            case "string" -> string(schema).map(Values::quoted);
            case "integer" ->
                integer(schema.get("minimum").longValue(), schema.get("maximum").longValue());
            case "boolean" -> Arbitraries.of("true", "false");
            case "array" -> of(schema.get("items")).list().ofMaxSize(3).map(each -> "[" + String.join(",", each) + "]");
            case "object" -> object(schema);
            default -> ODD;
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("");
    }

    /** With a member twice now and then, and with members that nobody asked for. */
    public static Arbitrary<String> object(JsonNode schema) {
        if (!schema.has("properties")) {
            return Arbitraries.of(
                    "{}", "{\"pages\":1.50}", "{\"a\":[1,{\"b\":null}]}", "{\"a\":{\"a\":{\"a\":\"é\"}}}");
        }
        List<String> required = texts(schema.path("required"));
        List<Arbitrary<String>> members = new ArrayList<>();
        schema.get("properties").forEachEntry((name, of) -> members.add(member(name, of, required.contains(name))));
        members.add(rarely("\"unheard_of\":[1]"));
        return Combinators.combine(members)
                .as(each -> "{"
                        + String.join(
                                ",",
                                each.stream().filter(said -> !said.isEmpty()).toList()) + "}");
    }

    private static Arbitrary<String> member(String name, JsonNode schema, boolean required) {
        Arbitrary<String> one = value(name, schema).map(value -> quoted(name) + ":" + value);
        Arbitrary<String> twice = Combinators.combine(one, one).as((first, second) -> first + "," + second);
        return Arbitraries.frequencyOf(
                Tuple.of(required ? 40 : 20, one),
                Tuple.of(1, twice),
                Tuple.of(required ? 1 : 20, Arbitraries.just("")));
    }

    /** Waits are left out: nothing that takes half a minute can be tried often. */
    private static Arbitrary<String> value(String name, JsonNode schema) {
        return name.equals("wait_seconds") ? Arbitraries.of("0", "-1", "31", "1e9", "\"0\"") : of(schema);
    }

    private static Arbitrary<String> rarely(String said) {
        return Arbitraries.frequency(Tuple.of(15, ""), Tuple.of(1, said));
    }

    private static Arbitrary<String> integer(long min, long max) {
        return Arbitraries.of(min, min + 1, max, 1L, 10L, min - 1, max + 1).map(String::valueOf);
    }

    /** The text itself, before it is quoted. */
    static Arbitrary<String> string(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> id();
            case "date-time" ->
                Arbitraries.of(
                        "2026-11-23T03:00:00Z",
                        "2099-01-01T00:00:00+14:00",
                        "0000-01-01T00:00:00Z",
                        "-999999999-01-01T00:00:00+18:00",
                        "+999999999-12-31T23:59:59.999999999-18:00",
                        "9999-12-31T23:59:60Z",
                        "2026-11-23",
                        "now");
            default ->
                text(schema.path("minLength").asInt(0), schema.path("maxLength").asInt(100));
        };
    }

    private static Arbitrary<String> id() {
        return Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.of(KNOWN_IDS)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                "00000000-0000-0000-0000-000000000000",
                                "FFFFFFFF-ffff-ffff-ffff-ffffffffffff",
                                "1-1-1-1-1",
                                "{task}0",
                                "٠٠٠٠٠٠٠٠-0000-0000-0000-000000000000")));
    }

    private static Arbitrary<String> text(int min, int max) {
        return Arbitraries.frequencyOf(
                Tuple.of(10, Arbitraries.of("w-1", "planner", "agent:planner", "report.render", "{receipt}", "*")),
                Tuple.of(
                        1,
                        Arbitraries.of(min, min - 1, max, max + 1)
                                .map(size -> "x".repeat(Math.clamp(size, 0, 12_000)))),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(12)));
    }

    /** As JSON, with nothing but ASCII, so that lone surrogates get there as escapes. */
    private static String quoted(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            boolean plain = each >= ' ' && each < 127 && each != '"' && each != '\\';
            escaped.append(plain ? String.valueOf(each) : "\\u%04x".formatted((int) each));
        }
        return escaped.append('"').toString();
    }

    private static List<String> texts(JsonNode list) {
        return list.isMissingNode()
                ? List.of()
                : list.valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList();
    }
}
