package dev.asyncgate.json;

import dev.asyncgate.error.GateException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sizes and ranges that every operation keeps to, and the checks that refuse the rest by field name. */
public final class Limits {

    /** Largest payload and largest result, in bytes of the plain form. */
    public static final int PAYLOAD_BYTES = 1024 * 1024;
    /** Largest error, progress and delivery_proof, in bytes of the plain form. */
    public static final int DETAIL_BYTES = 64 * 1024;
    /** Largest body of a receipt, in bytes of the plain form. */
    public static final int RECEIPT_BODY_BYTES = 64 * 1024;
    /** A body's member over this size, in bytes, enters the body as its digest and size. */
    public static final int BODY_MEMBER_BYTES = 12 * 1024;
    /** Most parents of one receipt. */
    public static final int PARENTS = 10;
    /** Most artifacts of one completion. */
    public static final int ARTIFACTS = 100;
    /** Most capabilities of a worker or task; the same number of tags. */
    public static final int CAPABILITIES = 64;
    /** Most tags of a task. */
    public static final int TAGS = 64;
    /** Longest capability or tag, in characters. */
    public static final int CAPABILITY_CHARACTERS = 100;
    /** Longest idempotency key, task type or principal id, in characters. */
    public static final int KEY_CHARACTERS = 255;
    /** Largest max_attempts; the smallest is 1. */
    public static final int MAX_ATTEMPTS = 1_000;
    /** Longest delay_seconds, a year; the shortest is 0. */
    public static final int DELAY_SECONDS = 31_536_000;
    /** Longest retry_backoff_seconds, a day; the shortest is 1. */
    public static final int RETRY_BACKOFF_SECONDS = 86_400;
    /** Shortest lease, in seconds. */
    public static final int MIN_LEASE_TTL_SECONDS = 10;
    /** Longest lease, in seconds. */
    public static final int MAX_LEASE_TTL_SECONDS = 1_800;
    /** Most tasks that one claim takes. */
    public static final int CLAIM_TASKS = 100;
    /** Deepest nesting of objects and lists. */
    public static final int JSON_DEPTH = 200;
    /** Longest number, in characters of its plain form. */
    public static final int NUMBER_CHARACTERS = 1_000;

    private static final int SHOWN_CHARACTERS = 40;

    private Limits() {}

    /**
     * The value, which must be an object.
     *
     * @throws GateException INVALID_REQUEST otherwise
     */
    public static Json requireObject(String field, Json value) {
        if (!value.isObject()) {
            throw GateException.invalid(
                    field, "%s must be a JSON object; found %s.".formatted(field, JsonLimits.kind(value)));
        }
        return value;
    }

    /**
     * The value, whose plain form may have at most so many bytes.
     *
     * @throws GateException PAYLOAD_TOO_LARGE with the size found and the size allowed
     */
    public static Json requireAtMost(String field, Json value, int bytes) {
        int found = value.bytes();
        if (found > bytes) {
            throw GateException.tooLarge(
                    field, "%s has %,d bytes; at most %,d are allowed.".formatted(field, found, bytes));
        }
        return value;
    }

    /**
     * The text, of min to max characters (Unicode code points), without NUL and lone surrogates.
     *
     * @throws GateException INVALID_REQUEST otherwise
     */
    public static String requireText(String field, @Nullable String value, int min, int max) {
        if (value == null) {
            throw GateException.invalid(field, "%s is missing; %s.".formatted(field, characters(min, max)));
        }
        String problem = JsonLimits.text(value);
        if (problem != null) {
            throw GateException.invalid(field, "%s contains %s.".formatted(field, problem));
        }
        int found = value.codePointCount(0, value.length());
        if (found < min || found > max) {
            throw GateException.invalid(
                    field, "%s has %,d characters; %s.".formatted(field, found, characters(min, max)));
        }
        return value;
    }

    /**
     * The constant whose name in lower case this is.
     *
     * @throws GateException INVALID_REQUEST for any other text
     */
    public static <E extends Enum<E>> E requireOneOf(String field, String value, Class<E> constants) {
        List<E> allowed = List.of(constants.getEnumConstants());
        return allowed.stream()
                .filter(constant -> lowerCase(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> GateException.invalid(
                        field,
                        "%s is \"%s\"; allowed: %s."
                                .formatted(
                                        field,
                                        shown(value),
                                        allowed.stream().map(Limits::lowerCase).collect(Collectors.joining(", ")))));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What somebody wrote, made fit for a message. */
    private static String shown(String value) {
        String visible = value.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
        return visible.codePointCount(0, visible.length()) <= SHOWN_CHARACTERS
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…";
    }

    private static String characters(int min, int max) {
        return "it needs %,d to %,d characters".formatted(min, max);
    }

    /**
     * The number, which must lie from min to max, both included.
     *
     * @throws GateException INVALID_REQUEST otherwise
     */
    public static long requireRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw GateException.invalid(field, "%s is %,d; allowed are %,d to %,d.".formatted(field, value, min, max));
        }
        return value;
    }

    /** As {@link #requireRange(String, long, long, long)} for a value that is an int already. */
    public static int requireRange(String field, int value, int min, int max) {
        return Math.toIntExact(requireRange(field, (long) value, min, max));
    }

    /** As {@link #requireText}, for a text that may be absent. */
    public static void optionalText(String field, @Nullable String value, int min, int max) {
        if (value != null) {
            requireText(field, value, min, max);
        }
    }

    /**
     * The texts: at most so many, each of at most so many characters.
     *
     * @throws GateException INVALID_REQUEST otherwise
     */
    public static void requireTexts(String field, List<String> values, int most, int characters) {
        if (values.size() > most) {
            throw GateException.invalid(
                    field, "%s has %,d entries; at most %,d are allowed.".formatted(field, values.size(), most));
        }
        values.forEach(value -> requireText(field, value, 1, characters));
    }

    /**
     * The duration, if there is one: whole seconds from min to max, both included.
     *
     * @throws GateException INVALID_REQUEST otherwise
     */
    public static void optionalSeconds(String field, @Nullable Duration value, long min, long max) {
        if (value != null) {
            if (value.toNanosPart() != 0) {
                throw GateException.invalid(field, "%s is %s; whole seconds are allowed.".formatted(field, value));
            }
            requireRange(field, value.toSeconds(), min, max);
        }
    }
}
