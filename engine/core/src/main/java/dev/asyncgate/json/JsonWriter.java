package dev.asyncgate.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Writes a tree in one of two forms that differ in the order of members and in numbers alone. */
final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final boolean canonical;

    private JsonWriter(boolean canonical) {
        this.canonical = canonical;
    }

    static String plain(JsonNode node) {
        return new JsonWriter(false).write(node).out.toString();
    }

    static String canonical(JsonNode node) {
        return new JsonWriter(true).write(node).out.toString();
    }

    private JsonWriter write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> string(node.stringValue());
            case NUMBER -> number(node.isDouble() ? JsonNumber.shortest(node.doubleValue()) : node.decimalValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException(node.getNodeType() + " is no JSON");
        }
        return this;
    }

    private void object(JsonNode node) {
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(node.properties());
        if (canonical) {
            // String compares by UTF-16 code units, which is the order RFC 8785 section 3.2.3 asks for.
            members.sort(Map.Entry.comparingByKey());
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : members) {
            out.append(separator);
            string(member.getKey());
            out.append(':');
            write(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(JsonNode node) {
        out.append('[');
        String separator = "";
        for (JsonNode element : node) {
            out.append(separator);
            write(element);
            separator = ",";
        }
        out.append(']');
    }

    private void number(BigDecimal number) {
        out.append(canonical ? JsonNumber.canonical(number) : number.toPlainString());
    }

    /** RFC 8785 section 3.2.2.2: what must be escaped is, in the shortest way; nothing else. */
    private void string(String value) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(value, written, i);
                escape(c);
                written = i + 1;
            }
        }
        out.append(value, written, value.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\f' -> out.append("\\f");
            case '\r' -> out.append("\\r");
            default -> out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        }
    }
}
