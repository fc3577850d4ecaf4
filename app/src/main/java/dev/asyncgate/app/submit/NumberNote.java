package dev.asyncgate.app.submit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that a double would change, and the engine keeps digit for digit.
 *
 * @param key the key that it stands under; empty at the top
 * @param asDouble what a double would make of it, in plain decimal
 */
record NumberNote(String key, String written, String asDouble) {

    /** More than this are not told one by one. */
    static final int MOST = 20;

    /** Longer ones are shortened to read. */
    private static final int SHOWN = 40;

    /** The notes on a text, at most {@value #MOST}. */
    static List<NumberNote> of(String text) {
        List<NumberNote> notes = new ArrayList<>();
        String[] key = {""};
        JsonTokens.each(text, token -> {
            if (token.kind() == JsonToken.Kind.KEY) {
                key[0] = text.substring(token.start() + 1, Math.max(token.start() + 1, token.end() - 1));
            } else if (token.kind() == JsonToken.Kind.NUMBER) {
                note(key[0], token.text(text), notes);
            }
            return notes.size() < MOST;
        });
        return List.copyOf(notes);
    }

    private static void note(String key, String written, List<NumberNote> notes) {
        if (written.length() < 16 && written.indexOf('e') < 0 && written.indexOf('E') < 0) {
            // A double keeps any 15 digits.
            return;
        }
        try {
            var exact = new BigDecimal(written);
            double asDouble = exact.doubleValue();
            if (!Double.isFinite(asDouble)) {
                notes.add(new NumberNote(shown(key), shown(written), Double.toString(asDouble)));
            } else if (new BigDecimal(Double.toString(asDouble)).compareTo(exact) != 0) {
                notes.add(new NumberNote(shown(key), shown(written), shown(plain(asDouble))));
            }
        } catch (NumberFormatException noNumberYet) {
            return;
        }
    }

    private static String plain(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "\u2026";
    }
}
