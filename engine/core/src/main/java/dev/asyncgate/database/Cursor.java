package dev.asyncgate.database;

import dev.asyncgate.error.GateException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The key of the last row of a page, for the one who asks for the next page: opaque outside, and of as many parts as the
 * page has sort keys.
 */
public final class Cursor {

    /** What no instant of a row lies beyond; a made-up cursor must not name one that the database cannot hold. */
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /** Makes a list's key of a cursor. */
    @FunctionalInterface
    public interface Reader<K> {
        K read(Cursor cursor);
    }

    /** The cursor of this key, whose parts contain no space. */
    public static String of(Object... key) {
        String plain = Arrays.stream(key).map(Object::toString).collect(Collectors.joining(" "));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor.
     *
     * @param field how the caller named it, for the message
     * @param size how many parts its list's key has
     * @throws GateException INVALID_REQUEST when it is none of this list
     */
    public static <K> K read(String field, String cursor, int size, Reader<K> reader) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> parts = List.of(plain.split(" ", -1));
            if (parts.size() == size) {
                return reader.read(new Cursor(parts));
            }
        } catch (RuntimeException e) {
            throw refused(field);
        }
        throw refused(field);
    }

    /** A part that is an id. */
    public UUID id(int part) {
        return UUID.fromString(parts.get(part));
    }

    /** Whether a part is a dash: the key has none. */
    public boolean isNothing(int part) {
        return parts.get(part).equals("-");
    }

    /** A part that is a whole number. */
    public long number(int part) {
        return Long.parseLong(parts.get(part));
    }

    /** A part that is an instant. */
    public Instant instant(int part) {
        Instant instant = Instant.parse(parts.get(part));
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LAST_INSTANT)) {
            throw new IllegalArgumentException("no row is of " + instant);
        }
        return instant;
    }

    private static GateException refused(String field) {
        return GateException.invalid(
                field, "%s is no cursor that this list has answered. Leave it out to begin anew.".formatted(field));
    }
}
