package dev.asyncgate.app.receipt;

import dev.asyncgate.app.theme.Styles;
import dev.asyncgate.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A piece of JSON as it is shown: some text and the style class that colours it. */
record JsonToken(String text, String style) {

    private static final String INDENT = "  ";

    /** The value over several lines, its digits as they were sent. */
    static List<JsonToken> pretty(Json json) {
        var tokens = new ArrayList<JsonToken>();
        value(json.node(), "", tokens);
        return List.copyOf(tokens);
    }

    /** A member whose list says how many it holds, without the brackets and commas that would take lines. */
    static List<JsonToken> member(String key, JsonNode value) {
        var tokens = new ArrayList<JsonToken>();
        tokens.add(new JsonToken(key, Styles.JSON_KEY));
        if (value.isArray()) {
            tokens.add(punctuation(": [" + value.size() + "]"));
            for (JsonNode element : value) {
                tokens.add(punctuation("\n" + INDENT));
                value(element, INDENT, tokens);
            }
        } else {
            tokens.add(punctuation(": "));
            value(value, "", tokens);
        }
        return List.copyOf(tokens);
    }

    /** The value without its colours. */
    static String text(List<JsonToken> tokens) {
        var text = new StringBuilder();
        tokens.forEach(token -> text.append(token.text()));
        return text.toString();
    }

    private static void value(JsonNode node, String indent, List<JsonToken> out) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, indent, out);
            case ARRAY -> array(node, indent, out);
            case STRING -> out.add(new JsonToken(quoted(node), Styles.JSON_STRING));
            case NUMBER -> out.add(new JsonToken(Json.of(node).text(), Styles.JSON_NUMBER));
            default -> out.add(new JsonToken(node.toString(), Styles.JSON_WORD));
        }
    }

    private static void object(JsonNode node, String indent, List<JsonToken> out) {
        if (node.isEmpty()) {
            out.add(punctuation("{}"));
            return;
        }
        out.add(punctuation("{\n"));
        Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            out.add(punctuation(indent + INDENT));
            out.add(new JsonToken(quoted(StringNode.valueOf(member.getKey())), Styles.JSON_KEY));
            out.add(punctuation(": "));
            value(member.getValue(), indent + INDENT, out);
            out.add(punctuation(members.hasNext() ? ",\n" : "\n"));
        }
        out.add(punctuation(indent + "}"));
    }

    private static void array(JsonNode node, String indent, List<JsonToken> out) {
        if (node.isEmpty()) {
            out.add(punctuation("[]"));
            return;
        }
        out.add(punctuation("[\n"));
        Iterator<JsonNode> elements = node.iterator();
        while (elements.hasNext()) {
            out.add(punctuation(indent + INDENT));
            value(elements.next(), indent + INDENT, out);
            out.add(punctuation(elements.hasNext() ? ",\n" : "\n"));
        }
        out.add(punctuation(indent + "]"));
    }

    /** As the engine writes it: what must be escaped is. */
    private static String quoted(JsonNode text) {
        return Json.of(text).text();
    }

    private static JsonToken punctuation(String text) {
        return new JsonToken(text, Styles.JSON_PUNCTUATION);
    }
}
