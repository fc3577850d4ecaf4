package dev.asyncgate.app.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the palette.
 *
 * @param icon of what is no task
 * @param state of a task, by wire name; null for anything else
 * @param name the part of it that the search is told in
 * @param id beside the name; null for none
 * @param note at the right edge
 * @param facts of the preview
 * @param commands what can be done with it; the first by Enter
 */
record PaletteItem(
        Section section,
        String icon,
        @Nullable String state,
        String name,
        @Nullable String id,
        String note,
        List<Fact> facts,
        List<Command> commands) {

    /** Under which heading it stands. */
    enum Section {
        ACTIONS,
        TASKS,
        NAMES
    }

    /** A line of the preview. */
    record Fact(String key, String value) {}

    PaletteItem {
        facts = List.copyOf(facts);
        commands = List.copyOf(commands);
    }

    /** Something that is only to be done. */
    static PaletteItem of(Command command) {
        return new PaletteItem(
                Section.ACTIONS, command.icon(), null, command.name(), null, command.kind(), List.of(), List.of(command));
    }
}
