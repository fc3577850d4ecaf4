package dev.asyncgate.app.submit;

import dev.asyncgate.app.submit.JsonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Cuts a text into tokens whether it is JSON or not: for colours, which must stand while one is still typing. */
final class JsonTokens {

    private final String text;
    private final Predicate<JsonToken> take;
    private boolean enough;

    private JsonTokens(String text, Predicate<JsonToken> take) {
        this.text = text;
        this.take = take;
    }

    /** The tokens in order; what lies between them is space. */
    static List<JsonToken> of(String text) {
        List<JsonToken> tokens = new ArrayList<>();
        each(text, tokens::add);
        return List.copyOf(tokens);
    }

    /** Gives the tokens one after the other, as long as more are wanted: a long text has millions. */
    static void each(String text, Predicate<JsonToken> take) {
        var cutting = new JsonTokens(text, take);
        int at = 0;
        while (at < text.length() && !cutting.enough) {
            at = cutting.cut(at);
        }
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
        enough = !take.test(new JsonToken(kind, start, end));
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
