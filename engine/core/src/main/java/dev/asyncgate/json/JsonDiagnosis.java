package dev.asyncgate.json;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Finds the first thing wrong in a text that was refused, and says it to a person. It follows the grammar of RFC 8259
 * and decides nothing: a text in which it finds no fault is still refused, with a general message.
 */
final class JsonDiagnosis {

    private final String text;
    private final JsonDiagnosisTokens tokens;
    private int at;

    private JsonDiagnosis(String text) {
        this.text = text;
        this.tokens = new JsonDiagnosisTokens(text);
    }

    static Json.Check.Problem of(String text) {
        JsonDiagnosis diagnosis = new JsonDiagnosis(text);
        try {
            diagnosis.document();
        } catch (Fault fault) {
            return diagnosis.problem(fault.offset, fault.getMessage());
        }
        return diagnosis.problem(0, "the text as a whole cannot be read as JSON");
    }

    /** The first fault; it ends the reading from any depth. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;
        private final int offset;

        Fault(int offset, String message) {
            super(message, null, false, false);
            this.offset = offset;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    private Json.Check.Problem problem(int offset, String message) {
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        int line = 1
                + (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Json.Check.Problem(line, offset - lineStart + 1, offset, message);
    }

    private void document() throws Fault {
        if (text.startsWith("\uFEFF")) {
            throw new Fault(0, "the text starts with a byte order mark (U+FEFF); remove it");
        }
        value(1, "a value such as {}");
        skipSpace();
        if (at < text.length()) {
            throw tokens.unexpected(at, "the end of the text");
        }
    }

    private void value(int depth, String expected) throws Fault {
        skipSpace();
        switch (peek()) {
            case '{' -> object(depth);
            case '[' -> list(depth);
            case '"' -> at = tokens.stringEnd(at);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> at = tokens.numberEnd(at);
            default -> at = tokens.wordEnd(at, expected);
        }
    }

    private void object(int depth) throws Fault {
        int open = open(depth);
        Set<String> keys = new HashSet<>();
        while (peek() != '}') {
            key(keys);
            skipSpace();
            if (peek() != ':') {
                throw new Fault(at, "expected : after the key and found " + tokens.describe(at));
            }
            at++;
            value(depth + 1, "a value");
            separator('}', open);
        }
        at++;
    }

    private void key(Set<String> keys) throws Fault {
        if (peek() != '"') {
            throw tokens.noKey(at);
        }
        int start = at;
        at = tokens.stringEnd(at);
        if (!keys.add(tokens.unescape(start, at))) {
            throw new Fault(start, "the key " + tokens.describe(start) + " stands twice in this object");
        }
    }

    private void list(int depth) throws Fault {
        int open = open(depth);
        while (peek() != ']') {
            value(depth + 1, "a value");
            separator(']', open);
        }
        at++;
    }

    private int open(int depth) throws Fault {
        if (depth > Limits.JSON_DEPTH) {
            throw new Fault(at, JsonLimits.TOO_DEEP);
        }
        int open = at++;
        skipSpace();
        if (at == text.length()) {
            throw unclosed(open);
        }
        return open;
    }

    /** Steps over a comma and the space around it, or up to the closing bracket. */
    private void separator(char close, int open) throws Fault {
        skipSpace();
        if (peek() == close) {
            return;
        }
        if (at == text.length()) {
            throw unclosed(open);
        }
        int comma = at;
        if (peek() != ',') {
            throw tokens.noSeparator(at, close);
        }
        at++;
        skipSpace();
        if (peek() == close) {
            throw new Fault(comma, "nothing follows this comma; remove it, or add what should stand before " + close);
        }
        if (at == text.length()) {
            throw unclosed(open);
        }
    }

    private Fault unclosed(int open) {
        Json.Check.Problem opening = problem(open, "");
        char bracket = text.charAt(open);
        return new Fault(
                text.length(),
                "expected %c and found the end of the text; the %c at line %d, column %d is not closed"
                        .formatted(bracket == '{' ? '}' : ']', bracket, opening.line(), opening.column()));
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The next character; NUL, which no grammar rule expects, at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
