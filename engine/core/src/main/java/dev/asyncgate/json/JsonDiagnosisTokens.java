package dev.asyncgate.json;

import dev.asyncgate.json.JsonDiagnosis.Fault;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The smallest parts of a JSON text: where each ends, what is wrong inside, and how to name it. */
final class JsonDiagnosisTokens {

    private static final int SHOWN_CHARACTERS = 30;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.([0-9]++))?([eE]([+-]?[0-9]++))?");
    private static final Pattern HEX4 = Pattern.compile("[0-9a-fA-F]{4}");

    private final String text;

    JsonDiagnosisTokens(String text) {
        this.text = text;
    }

    /** Behind the closing quote of the string that opens here. */
    int stringEnd(int open) throws Fault {
        int at = open + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at = afterCharacter(at, open);
        }
        if (at == text.length()) {
            throw new Fault(open, "the text that starts here is never closed; expected \" before the end");
        }
        return at + 1;
    }

    private int afterCharacter(int at, int open) throws Fault {
        char c = text.charAt(at);
        if (c == '\n' || c == '\r') {
            throw new Fault(
                    open, "the text that starts here is not closed on its line; expected \", or \\n for a break");
        }
        if (c < ' ') {
            throw new Fault(
                    at, "a text contains " + (c == 0 ? JsonLimits.NUL : character(c) + "; write it as an escape"));
        }
        int unit = unit(at);
        if (unit == 0) {
            throw new Fault(at, "a text contains " + JsonLimits.NUL);
        }
        int next = at + unitLength(at);
        if (Character.isHighSurrogate((char) unit) && next < text.length()) {
            int low = unit(next);
            if (Character.isLowSurrogate((char) low)) {
                return next + unitLength(next);
            }
        }
        if (Character.isSurrogate((char) unit)) {
            throw new Fault(at, "a text contains " + JsonLimits.LONE_SURROGATE);
        }
        return next;
    }

    private int unitLength(int at) {
        if (text.charAt(at) != '\\') {
            return 1;
        }
        return text.charAt(at + 1) == 'u' ? 6 : 2;
    }

    /** The UTF-16 unit that the character or escape here stands for. */
    private int unit(int at) throws Fault {
        char c = text.charAt(at);
        if (c != '\\') {
            return c;
        }
        char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        int simple = "\"\\/bfnrt".indexOf(kind);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (kind != 'u') {
            throw new Fault(
                    at, "\\%s is no escape; allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u".formatted(kind));
        }
        Matcher hex = HEX4.matcher(text).region(at + 2, Math.min(at + 6, text.length()));
        if (!hex.matches()) {
            throw new Fault(at, "expected four hex digits after \\u");
        }
        return Integer.parseInt(hex.group(), 16);
    }

    /** What a string stands for that was found well-formed, given with its quotes. */
    String unescape(int open, int end) throws Fault {
        StringBuilder value = new StringBuilder();
        for (int at = open + 1; at < end - 1; at += unitLength(at)) {
            value.append((char) unit(at));
        }
        return value.toString();
    }

    /** Behind the number that starts here. */
    int numberEnd(int start) throws Fault {
        Matcher number = NUMBER.matcher(text).region(start, text.length());
        boolean found = number.lookingAt();
        int end = found ? number.end() : start;
        if (!found || wordFollows(end)) {
            throw new Fault(start, noNumber(word(start)));
        }
        String fraction = number.group(3) == null ? "" : number.group(3);
        int sign = text.charAt(start) == '-' ? 1 : 0;
        if (plainLength(number.group(1), fraction, number.group(5)) > Limits.NUMBER_CHARACTERS - sign
                || end - start > JsonParsing.SENT_NUMBER_CHARACTERS) {
            throw new Fault(start, JsonLimits.tooLong());
        }
        return end;
    }

    private static long plainLength(String whole, String fraction, @Nullable String power) {
        String digits = (whole + fraction).replaceFirst("^0+", "");
        if (power != null && power.replaceFirst("[+-]?0*", "").length() > 9) {
            // So far beyond every limit that not even a zero can be held.
            return Long.MAX_VALUE;
        }
        long exponent = power == null ? 0 : Long.parseLong(power);
        return JsonNumber.plainLength(digits.isEmpty(), Math.max(1, digits.length()), fraction.length() - exponent);
    }

    private boolean wordFollows(int at) {
        return at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || ".+-_".indexOf(text.charAt(at)) >= 0);
    }

    private static String noNumber(String word) {
        String digits = word.replaceFirst("^-", "");
        if (digits.length() > 1 && digits.startsWith("0") && Character.isDigit(digits.charAt(1))) {
            return word + " is no JSON number; it must not start with 0";
        }
        if (word.toLowerCase(Locale.ROOT).contains("infinity") || digits.equals("NaN")) {
            return word + " is no JSON number";
        }
        return word + " is no JSON number; numbers look like 12, -0.5 or 1e6";
    }

    /** Behind true, false or null. */
    int wordEnd(int start, String expected) throws Fault {
        if (start == text.length()) {
            throw new Fault(start, "expected " + expected + " and found the end of the text");
        }
        char c = text.charAt(start);
        String word = word(start);
        if (Set.of("true", "false", "null").contains(word)) {
            return start + word.length();
        }
        if (c == '+' || c == '.' || word.equals("NaN") || word.equals("Infinity")) {
            throw new Fault(start, noNumber(word));
        }
        if (Character.isLetter(c) || c == '_') {
            throw new Fault(
                    start, "unknown word %s; expected true, false, null or a text in double quotes".formatted(word));
        }
        throw unexpected(start, expected);
    }

    Fault noKey(int at) {
        char c = text.charAt(at);
        if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
            return new Fault(at, "a key stands in double quotes: expected \"%1$s\" and found %1$s".formatted(word(at)));
        }
        return unexpected(at, "a key in double quotes");
    }

    Fault noSeparator(int at, char close) {
        Fault fault = unexpected(at, ", or " + close);
        boolean valueFollows = "\"{[".indexOf(text.charAt(at)) >= 0 || wordFollows(at);
        return valueFollows ? new Fault(at, fault.getMessage() + "; is a comma missing before it?") : fault;
    }

    Fault unexpected(int at, String expected) {
        char c = text.charAt(at);
        if (c == '\'' || c == '\u201c' || c == '\u201d') {
            return new Fault(at, "texts stand in double quotes; expected \" and found " + c);
        }
        if (text.startsWith("//", at) || text.startsWith("/*", at) || c == '#') {
            return new Fault(at, "JSON has no comments; remove this one");
        }
        return new Fault(at, "expected " + expected + " and found " + describe(at));
    }

    /** What stands here, shortened, as a reader would name it. */
    String describe(int at) {
        if (at >= text.length()) {
            return "the end of the text";
        }
        char c = text.charAt(at);
        if (c == '"') {
            int close = text.indexOf('"', at + 1);
            return shortened(text.substring(at, close < 0 ? text.length() : close + 1));
        }
        return wordFollows(at) ? word(at) : character(text.codePointAt(at));
    }

    private String word(int start) {
        int end = start + 1;
        while (wordFollows(end)) {
            end++;
        }
        return shortened(text.substring(start, end));
    }

    private static String shortened(String found) {
        String line = found.lines().findFirst().orElse("");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static String character(int codePoint) {
        boolean visible = !Character.isISOControl(codePoint)
                && !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.SURROGATE
                && Character.isDefined(codePoint);
        return visible ? Character.toString(codePoint) : "the character U+%04X".formatted(codePoint);
    }
}
