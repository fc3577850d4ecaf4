package dev.asyncgate.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The text of a key: {@code ag_} and 43 characters that are safe in URLs, which are 256 random bits. The first eight of them
 * are its prefix, by which it is found; the other 208 bits are the secret. Only a digest is kept, and a fast one: so many
 * random bits gain nothing from a slow one.
 */
final class KeyText {

    private static final String MARK = "ag_";
    private static final int RANDOM_BYTES = 32;
    private static final int PREFIX_CHARACTERS = 8;
    private static final Pattern SHAPE = Pattern.compile("ag_[A-Za-z0-9_-]{32,128}");

    private KeyText() {}

    static String random(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text can be a key at all. */
    static boolean hasShape(String text) {
        return SHAPE.matcher(text).matches();
    }

    static String prefix(String key) {
        return key.substring(MARK.length(), MARK.length() + PREFIX_CHARACTERS);
    }

    /** SHA-256 of the whole text, as hex digits. */
    static String digest(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Compares two digests in a time that does not depend on where they differ. */
    static boolean same(String digest, String other) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
