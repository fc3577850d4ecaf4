package dev.asyncgate.principal;

import dev.asyncgate.error.GateException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules for ids and names, and for telling an internal one however it is spelt. */
public final class PrincipalId {

    private static final int MAX_CHARACTERS = 255;
    /** Far beyond any id with its decorations; more is refused before it is normalised. */
    private static final int MAX_RAW_UNITS = 10_000;

    private static final Pattern OUTER_SPACE = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");
    private static final String EXTERNAL = "ext:";
    private static final Pattern EXTERNAL_PREFIX = Pattern.compile("(?i)^" + EXTERNAL);

    /**
     * Control and format characters, half surrogate pairs, separators but the plain space, and the characters that take
     * part in text and show nothing: joiners, fillers, variation selectors, tags, the empty Braille cell.
     */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}[\\p{Z}&&[^ ]]\\u034F\\u115F\\u1160"
                    + "\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

    /** Letters and colons of other scripts that look like those of the internal prefixes; NFKC keeps them apart. */
    private static final String LOOKALIKES = "\u0455\ua731\u0475\u03bd\u1d20\u0441\u03c2\u1d04\u0443\u04af\u03b3\u028f"
            + "\ua789\u02d0\u02f8\u2236\u0589\u05c3\u1361";

    private static final String LOOKED_LIKE = "ss" + "vvv" + "ccc" + "yyyy" + ":::::::";

    private PrincipalId() {}

    /** The id without space around it and leading {@code ext:}, in NFC. */
    static String normalise(String raw) {
        if (isPlain(raw)) {
            return raw;
        }
        if (raw.length() > MAX_RAW_UNITS) {
            throw refused("has more than %,d characters".formatted(MAX_RAW_UNITS));
        }
        String id = trimmed(Normalizer.normalize(raw, Normalizer.Form.NFC));
        while (EXTERNAL_PREFIX.matcher(id).find()) {
            id = trimmed(id.substring(EXTERNAL.length()));
        }
        requireVisible("id", id);
        return id;
    }

    /** Most ids are letters, digits and punctuation of ASCII, which are as they should be; each row that is read has some. */
    private static boolean isPlain(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
                return false;
            }
        }
        return !id.isEmpty()
                && id.length() <= MAX_CHARACTERS
                && !id.regionMatches(true, 0, EXTERNAL, 0, EXTERNAL.length());
    }

    /**
     * Refuses a text that is not 1 to 255 visible characters; a space inside counts as one.
     *
     * @throws GateException INVALID_REQUEST naming the field
     */
    public static void requireVisible(String field, String text) {
        Matcher invisible = INVISIBLE.matcher(text);
        if (invisible.find()) {
            throw refused(
                    field, "contains the invisible character U+%04X".formatted(text.codePointAt(invisible.start())));
        }
        int characters = text.codePointCount(0, text.length());
        if (characters < 1 || characters > MAX_CHARACTERS) {
            throw refused(field, "has %,d characters".formatted(characters));
        }
    }

    private static GateException refused(String found) {
        return refused("id", found);
    }

    private static GateException refused(String field, String found) {
        return GateException.invalid(
                field, "The %s %s; it needs 1 to %d visible characters.".formatted(field, found, MAX_CHARACTERS));
    }

    static String trimmed(String text) {
        return OUTER_SPACE.matcher(text).replaceAll("");
    }

    /** Whether the id starts with {@code sys:} or {@code svc:}, also in other cases, widths and look-alike letters. */
    static boolean isInternal(String id) {
        String plain = plainSpelling(id);
        while (plain.startsWith(EXTERNAL)) {
            plain = trimmed(plain.substring(EXTERNAL.length()));
        }
        return plain.startsWith("sys:") || plain.startsWith("svc:");
    }

    private static String plainSpelling(String id) {
        String folded = Normalizer.normalize(id, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(folded.length());
        for (char c : folded.replace(" ", "").toCharArray()) {
            int lookalike = LOOKALIKES.indexOf(c);
            plain.append(lookalike < 0 ? c : LOOKED_LIKE.charAt(lookalike));
        }
        return plain.toString();
    }

    /** What somebody wrote, made fit for a message. */
    static String shown(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("?");
        return visible.codePointCount(0, visible.length()) <= 40
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, 40)) + "…";
    }
}
