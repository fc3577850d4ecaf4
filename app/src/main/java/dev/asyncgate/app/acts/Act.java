package dev.asyncgate.app.acts;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be done about what is selected.
 *
 * @param name as its button says it
 * @param whyNot a sentence; null when it can be done now
 * @param help what it does, in a sentence
 */
public record Act(String icon, String name, @Nullable String whyNot, String help, Runnable run) {

    public boolean isAllowed() {
        return whyNot == null;
    }
}
