package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Environment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before something that cannot be undone. The guard of its environment decides whether it is asked and
 * what has to be typed, so no place can forget it.
 *
 * @param title the act
 * @param scope exactly what it is done to
 * @param effects what will have happened, a sentence each
 * @param lasting what cannot be undone, and what can be done instead
 * @param keep the safe button
 * @param act the other one
 * @param reasonNote where the reason is kept
 * @param environment where it is done
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
        Environment environment,
        Work work) {

    public Confirmation {
        scope = List.copyOf(scope);
        effects = List.copyOf(effects);
    }

    /** What has to be typed; null where nothing has. */
    public @Nullable String word() {
        return environment.wantsTyping() ? environment.name() : null;
    }

    /** Whether it is asked at all: where the guard is open, only for a reason that has to be given. */
    boolean isAsked() {
        return reasonRequired || environment.guard() != Environment.Guard.OPEN || environment.wantsTyping();
    }

    /** One part of the scope, such as {@code task} and its short id. */
    public record Fact(String key, String value) {}

    /** Does it, off the FX thread. */
    @FunctionalInterface
    public interface Work {
        Done run(@Nullable String reason);
    }
}
