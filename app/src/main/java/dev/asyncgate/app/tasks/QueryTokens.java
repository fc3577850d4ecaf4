package dev.asyncgate.app.tasks;

import dev.asyncgate.app.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a query into what is coloured alike, whether it can be read or not. */
final class QueryTokens {

    private static final Pattern PART =
            Pattern.compile("([A-Za-z_]+)([:<>=]+)|(\"[^\"]*\"?)|(?<=[<>=])(\\d[^\\s]*)|([^\\s\":<>=]+)|(\\S)");

    /** A stretch of the text, and the style class of its colour. */
    record Token(int start, int end, String style) {}

    private QueryTokens() {}

    /** In order; what lies between is space. */
    static List<Token> of(String text) {
        var tokens = new ArrayList<Token>();
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group(1) != null) {
                tokens.add(new Token(part.start(1), part.end(1), Styles.JSON_KEY));
                tokens.add(new Token(part.start(2), part.end(2), Styles.JSON_PUNCTUATION));
            } else {
                tokens.add(new Token(part.start(), part.end(), style(part)));
            }
        }
        return List.copyOf(tokens);
    }

    private static String style(Matcher part) {
        if (part.group(3) != null) {
            return Styles.JSON_STRING;
        }
        return part.group(4) == null ? "query-value" : Styles.JSON_NUMBER;
    }
}
