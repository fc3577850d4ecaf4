package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Command;
import dev.asyncgate.app.theme.Texts;
import java.util.List;
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

    /** Those that are allowed, as the palette names them; {@code subject} is what they are done to. */
    public static List<Command> commands(Texts texts, List<Act> acts, String subject) {
        return acts.stream()
                .filter(Act::isAllowed)
                .map(act ->
                        Command.action(texts, act.icon(), texts.text("act.command", act.name(), subject), act.run()))
                .toList();
    }
}
