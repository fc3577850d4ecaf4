package dev.asyncgate.json;

import dev.asyncgate.error.ErrorCode;
import dev.asyncgate.error.GateException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An immutable JSON value within the engine's limits: at most {@value Limits#JSON_DEPTH} levels deep, no duplicate keys,
 * no NUL and no lone surrogate, no number whose plain form exceeds {@value Limits#NUMBER_CHARACTERS} characters. Numbers
 * are exact decimals, never doubles. Two values are equal when their canonical forms are. Safe for use by several
 * threads.
 */
public final class Json {

    private static final Json EMPTY_OBJECT = owning(JsonNodeFactory.instance.objectNode());

    // Each form is made when it is first asked for, as most values are asked for one of them alone; two threads that
    // ask at once make the same. A tree needs the volatile field to be seen whole by others, a text does not.
    private volatile @Nullable JsonNode node;
    private @Nullable String text;
    private @Nullable String canonical;

    private Json(@Nullable JsonNode node, @Nullable String text) {
        this.node = node;
        this.text = text;
    }

    /** What {@link #check} found. */
    public sealed interface Check {

        /** The text is JSON within all limits. */
        record Ok(Json json) implements Check {}

        /**
         * The text is refused.
         *
         * @param line from 1
         * @param column from 1, in UTF-16 characters of the line
         * @param offset from 0, in UTF-16 characters of the whole text
         * @param message what was found and what was expected, without the place
         */
        record Problem(int line, int column, int offset, String message) implements Check {}
    }

    /** Reads a text, for an editor that shows what is wrong as one types; throws nothing. */
    public static Check check(String text) {
        return JsonParsing.check(text);
    }

    /**
     * Reads a text that was sent as the named field.
     *
     * @throws GateException INVALID_REQUEST with line and column when the text is not JSON or breaks a limit
     */
    public static Json parse(String field, String text) {
        return switch (check(text)) {
            case Check.Ok(Json json) -> json;
            case Check.Problem problem ->
                throw GateException.invalid(
                        field,
                        "%s is not valid JSON at line %d, column %d: %s"
                                .formatted(field, problem.line(), problem.column(), problem.message()));
        };
    }

    /** As {@link #parse(String, String)} for a text that has no name of its own. */
    public static Json parse(String text) {
        return parse("json", text);
    }

    /**
     * A value from a tree that was built or read elsewhere; the tree is copied.
     *
     * @throws GateException INVALID_REQUEST when the tree breaks a limit
     */
    public static Json of(JsonNode node) {
        requireWithinLimits("json", node);
        return owning(node.deepCopy());
    }

    /**
     * Looks at a tree that was sent as the named field.
     *
     * @throws GateException INVALID_REQUEST when the tree breaks a limit
     */
    public static void requireWithinLimits(String field, JsonNode node) {
        String problem = JsonLimits.problem(node);
        if (problem != null) {
            throw GateException.invalid(field, field + " is refused: " + problem);
        }
    }

    /** The value {@code {}}. */
    public static Json emptyObject() {
        return EMPTY_OBJECT;
    }

    /**
     * A value over a tree that nobody else holds and that is known to be within the limits, as when it was made of a few texts
     * that were; neither looked at nor copied.
     */
    public static Json owning(JsonNode checked) {
        return new Json(checked, null);
    }

    /**
     * The value whose {@link #text} was stored, taken at its word: it is read when something other than that text is first
     * asked for, which then throws INTERNAL_ERROR if somebody has stored what this class would not have written.
     */
    public static Json stored(String text) {
        return new Json(null, text);
    }

    private JsonNode tree() {
        JsonNode read = node;
        if (read == null) {
            read = read(Objects.requireNonNull(text, "a value without a tree has its text"));
            node = read;
        }
        return read;
    }

    private static JsonNode read(String text) {
        return switch (check(text)) {
            case Check.Ok(Json json) -> json.tree();
            case Check.Problem problem ->
                throw new GateException(
                        ErrorCode.INTERNAL_ERROR,
                        "A stored value breaks the limits of JSON here, at line %d, column %d: %s"
                                .formatted(problem.line(), problem.column(), problem.message()));
        };
    }

    /** The value as a tree: a copy, the caller's to change. */
    public JsonNode node() {
        return tree().deepCopy();
    }

    public boolean isObject() {
        return tree().isObject();
    }

    /** Whether this is null, a text of no characters, or an object or list of no members. */
    public boolean isEmpty() {
        JsonNode tree = tree();
        return switch (tree.getNodeType()) {
            case NULL -> true;
            case OBJECT, ARRAY -> tree.isEmpty();
            case STRING -> tree.stringValue().isEmpty();
            default -> false;
        };
    }

    /** The compact plain form: members in the order sent, digits as sent, exponents expanded. */
    public String text() {
        String written = text;
        if (written == null) {
            written = JsonWriter.plain(tree());
            text = written;
        }
        return written;
    }

    /**
     * The canonical form of RFC 8785 (JCS): members sorted by UTF-16 code units, numbers as ECMAScript writes them. A
     * number that is not exactly its double's shortest text, which the RFC leaves out of its scope, stands in plain
     * decimal without exponent and trailing zeros.
     */
    public String canonical() {
        String written = canonical;
        if (written == null) {
            written = JsonWriter.canonical(tree());
            canonical = written;
        }
        return written;
    }

    /** The length of {@link #text} in bytes of UTF-8. */
    public int bytes() {
        return text().getBytes(StandardCharsets.UTF_8).length;
    }

    /** SHA-256 of the canonical form in UTF-8, as 64 lower-case hex digits. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonical().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && canonical().equals(json.canonical());
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    /** The plain form; never put one into a log, for payloads belong to their owners. */
    @Override
    public String toString() {
        return text();
    }
}
