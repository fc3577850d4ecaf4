package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Destination;
import org.jspecify.annotations.Nullable;

/**
 * What an act has changed.
 *
 * @param words a sentence
 * @param next where what it made can be seen; null for nowhere else
 */
public record Done(String words, @Nullable Next next) {

    /** A place to go to, and the words that lead there. */
    public record Next(String words, Destination destination) {}

    public static Done of(String words) {
        return new Done(words, null);
    }
}
