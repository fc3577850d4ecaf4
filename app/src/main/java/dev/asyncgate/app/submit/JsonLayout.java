package dev.asyncgate.app.submit;

import java.util.List;

/** JSON over several lines, two spaces a level. Every key, text and number stays as it was written, digit for digit. */
final class JsonLayout {

    private final StringBuilder out = new StringBuilder();
    private int depth;

    private JsonLayout() {}

    /** Lays out a text that is JSON. */
    static String of(String text) {
        var layout = new JsonLayout();
        List<JsonToken> tokens = JsonTokens.of(text);
        for (int i = 0; i < tokens.size(); i++) {
            layout.write(
                    tokens.get(i).text(text), i == 0 ? "" : tokens.get(i - 1).text(text));
        }
        return layout.out.toString();
    }

    private void write(String token, String before) {
        switch (token) {
            case "{", "[" -> {
                value(token, before);
                depth++;
            }
            case "}", "]" -> {
                depth--;
                if (!before.equals("{") && !before.equals("[")) {
                    line();
                }
                out.append(token);
            }
            case "," -> out.append(',');
            case ":" -> out.append(": ");
            default -> value(token, before);
        }
    }

    private void value(String token, String before) {
        if (before.equals(",") || before.equals("{") || before.equals("[")) {
            line();
        }
        out.append(token);
    }

    private void line() {
        out.append('\n').repeat("  ", depth);
    }
}
