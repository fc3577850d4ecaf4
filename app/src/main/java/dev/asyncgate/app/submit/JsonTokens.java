package dev.asyncgate.app.submit;

import dev.asyncgate.app.submit.JsonToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a text into tokens whether it is JSON or not: for colours, which must stand while one is still typing. */
final class JsonTokens {

    private final String text;
    private final List<JsonToken> tokens = new ArrayList<>();

    private JsonTokens(String text) {
        this.text = text;
    }

    /** The tokens in order; what lies between them is space. */
    static List<JsonToken> of(String text) {
        var cutting = new JsonTokens(text);
        int at = 0;
        while (at < text.length()) {
            at = cutting.cut(at);
        }
        return List.copyOf(cutting.tokens);
    }

    private int cut(int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (c == '"') {
            int end = stringEnd(at);
            return add(isKey(end) ? Kind.KEY : Kind.STRING, at, end);
        }
        if (c == '-' || Character.isDigit(c)) {
            return add(Kind.NUMBER, at, wordEnd(at));
        }
        if (isWord(c)) {
            return add(Kind.WORD, at, wordEnd(at));
        }
        return add(Kind.PUNCTUATION, at, at + 1);
    }

    private int add(Kind kind, int start, int end) {
        tokens.add(new JsonToken(kind, start, end));
        return end;
    }

    /** Behind the closing quote; at the end of the line where there is none. */
    private int stringEnd(int open) {
        for (int at = open + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\n') {
                return at;
            }
            if (c == '\\') {
                at++;
            }
        }
        return text.length();
    }

    private boolean isKey(int end) {
        int at = end;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ':';
    }

    private int wordEnd(int start) {
        int at = start + 1;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '+' || c == '-' || c == '$';
    }
}
