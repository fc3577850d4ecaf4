package dev.asyncgate.settings;

import java.io.Serial;
import java.util.Objects;
import java.util.function.Function;

/**
 * One setting's declaration.
 *
 * @param name without prefix
 * @param fallback the text that stands for no value, different at each call where chance takes part; empty when there
 *     is none
 * @param allowed what may be set, to stand behind "allowed: "
 * @param shown how a value is shown to people; secrets are masked here
 */
record SettingKey<T>(
        String name,
        Function<Surroundings, String> fallback,
        Parser<T> parser,
        String allowed,
        Function<String, String> shown) {

    static final String PREFIX = "ASYNCGATE_";

    /** From the text that was set, never empty, to the value. */
    @FunctionalInterface
    interface Parser<T> {

        /** The value; {@link Refused} when the text is none that is allowed. */
        T parse(String text);
    }

    /** A text that is not allowed; the message, when there is one, says why and never repeats the text. */
    static final class Refused extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why, null, false, false);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        Refused() {
            this("");
        }
    }

    private static final int SHOWN_CHARACTERS = 200;

    /** The text made fit for one line of a message, or that nothing is set. */
    String show(String text) {
        if (text.isEmpty()) {
            return "none";
        }
        String line = shown.apply(text).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
