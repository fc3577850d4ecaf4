package dev.asyncgate.app.json;

import dev.asyncgate.app.json.JsonLine.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The lines of a tree that is open as far as somebody opened it. Members that nobody looks at cost nothing: a closed
 * value has no lines, and an open one shows {@value #STEP} members at a time. Not thread-safe.
 */
public final class JsonLines {

    /** How many members of one object or list appear at a time. */
    public static final int STEP = 100;

    private static final int LONGEST_VALUE = 400;
    private static final int OPEN_AT_FIRST = 12;

    private final JsonNode root;
    private final Map<String, Integer> shown = new HashMap<>();

    /** Opens the root, and below it what is small. */
    public JsonLines(JsonNode root) {
        this.root = root;
        if (root.isContainer()) {
            shown.put("", STEP);
            if (root.size() <= OPEN_AT_FIRST) {
                openSmall();
            }
        }
    }

    /** The lines, top down. */
    public List<JsonLine> list() {
        var lines = new ArrayList<JsonLine>();
        add(lines, root, "", 0, null);
        return List.copyOf(lines);
    }

    /** Opens, closes or continues what the line stands for. */
    public void choose(JsonLine line) {
        switch (line.kind()) {
            case OPEN -> shown.remove(line.path());
            case CLOSED -> shown.put(line.path(), STEP);
            case MORE -> shown.merge(line.path(), STEP, Integer::sum);
            case EMPTY, STRING, NUMBER, WORD -> {}
        }
    }

    private void openSmall() {
        int room = OPEN_AT_FIRST - root.size();
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            JsonNode value = member.getValue();
            if (value.isContainer() && !value.isEmpty() && value.size() <= Math.min(4, room)) {
                room -= value.size();
                shown.put(child("", member.getKey()), STEP);
            }
        }
    }

    private void add(List<JsonLine> lines, JsonNode node, String path, int depth, @Nullable String key) {
        if (!node.isContainer()) {
            lines.add(new JsonLine(path, depth, key, shortened(written(node)), kind(node)));
            return;
        }
        String size = (node.isObject() ? "{%d}" : "[%d]").formatted(node.size());
        Integer most = shown.get(path);
        if (node.isEmpty() || most == null) {
            lines.add(new JsonLine(path, depth, key, size, node.isEmpty() ? Kind.EMPTY : Kind.CLOSED));
            return;
        }
        lines.add(new JsonLine(path, depth, key, size, Kind.OPEN));
        addMembers(lines, node, path, depth + 1, most);
        if (node.size() > most) {
            lines.add(new JsonLine(path, depth + 1, null, Integer.toString(node.size() - most), Kind.MORE));
        }
    }

    private void addMembers(List<JsonLine> lines, JsonNode node, String path, int depth, int most) {
        if (node.isObject()) {
            Iterator<Map.Entry<String, JsonNode>> members = node.properties().iterator();
            for (int i = 0; i < most && members.hasNext(); i++) {
                Map.Entry<String, JsonNode> member = members.next();
                add(lines, member.getValue(), child(path, member.getKey()), depth, member.getKey());
            }
        } else {
            for (int i = 0; i < Math.min(most, node.size()); i++) {
                add(lines, node.get(i), child(path, Integer.toString(i)), depth, Integer.toString(i));
            }
        }
    }

    private static String child(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static Kind kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> Kind.STRING;
            case NUMBER -> Kind.NUMBER;
            default -> Kind.WORD;
        };
    }

    /** Every digit as it was sent: a double would lose some. */
    private static String written(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.toPlainString();
        }
        if (node.isString() && node.stringValue().length() > LONGEST_VALUE) {
            // Of a mebibyte nobody sees more than its beginning: the rest is not written at all.
            return JsonNodeFactory.instance
                    .stringNode(node.stringValue().substring(0, LONGEST_VALUE + 1))
                    .toString();
        }
        return node.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
