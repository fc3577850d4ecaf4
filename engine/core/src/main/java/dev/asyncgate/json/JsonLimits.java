package dev.asyncgate.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tree may not contain, whoever built it. */
final class JsonLimits {

    static final String TOO_DEEP = "more than " + Limits.JSON_DEPTH + " levels of objects and lists";
    static final String NUL = "the character NUL (\\u0000), which no text may contain";
    static final String LONE_SURROGATE = "half a surrogate pair, which is no character";

    private JsonLimits() {}

    /** What is wrong with the tree; null when nothing is. */
    static @Nullable String problem(JsonNode node) {
        return problem(node, 1);
    }

    private static @Nullable String problem(JsonNode node, int depth) {
        return switch (node.getNodeType()) {
            case OBJECT -> depth > Limits.JSON_DEPTH ? TOO_DEEP : members(node, depth);
            case ARRAY -> depth > Limits.JSON_DEPTH ? TOO_DEEP : elements(node, depth);
            case STRING -> text(node.stringValue());
            case NUMBER -> number(node);
            case BOOLEAN, NULL -> null;
            default -> "a value of the kind " + node.getNodeType() + ", which JSON does not have";
        };
    }

    private static @Nullable String members(JsonNode node, int depth) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String problem = text(member.getKey());
            problem = problem == null ? problem(member.getValue(), depth + 1) : problem;
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String elements(JsonNode node, int depth) {
        for (JsonNode element : node) {
            String problem = problem(element, depth + 1);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** What is wrong with a text; null when nothing is. */
    static @Nullable String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                return NUL;
            }
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
                if (!pair) {
                    return LONE_SURROGATE;
                }
                i++;
            }
        }
        return null;
    }

    private static @Nullable String number(JsonNode node) {
        if ((node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue())) {
            return node.doubleValue() + ", which is no JSON number";
        }
        if (node.isBigInteger()) {
            BigInteger value = node.bigIntegerValue();
            // A digit carries more than three bits, so this bounds the digits without making them.
            return value.bitLength() > Limits.NUMBER_CHARACTERS * 4L ? tooLong() : number(new BigDecimal(value));
        }
        return number(node.decimalValue());
    }

    private static @Nullable String number(BigDecimal value) {
        return JsonNumber.plainLength(value) > Limits.NUMBER_CHARACTERS ? tooLong() : null;
    }

    /** The kind of a value, as a reader knows it. */
    static String kind(Json value) {
        return switch (value.node().getNodeType()) {
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "an object";
        };
    }

    static String tooLong() {
        return "a number of more than %,d characters when written out".formatted(Limits.NUMBER_CHARACTERS);
    }
}
