package dev.asyncgate.app.acts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before something that cannot be undone.
 *
 * @param title the act
 * @param scope exactly what it is done to
 * @param effects what will have happened, a sentence each
 * @param lasting what cannot be undone, and what can be done instead
 * @param keep the safe button
 * @param act the other one
 * @param reasonNote where the reason is kept
 * @param word what has to be typed; null where nothing has
 */
public record Confirmation(
        String title,
        List<Fact> scope,
        List<String> effects,
        String lasting,
        String keep,
        String act,
        boolean reasonRequired,
        String reasonNote,
        @Nullable String word,
        Work work) {

    public Confirmation {
        scope = List.copyOf(scope);
        effects = List.copyOf(effects);
    }

    /** One part of the scope, such as {@code task} and its short id. */
    public record Fact(String key, String value) {}

    /** Does it, off the FX thread. */
    @FunctionalInterface
    public interface Work {
        Done run(@Nullable String reason);
    }
}
