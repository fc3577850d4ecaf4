package dev.asyncgate.app.shell;

import dev.asyncgate.app.theme.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that the help lists: those of the whole console, then those of the place. */
final class HelpKeys {

    /** A key and what it does. */
    record Entry(String key, String does) {}

    private static final List<String> EVERYWHERE =
            List.of("palette", "help", "filter", "escape", "history", "places", "rail", "move");

    private HelpKeys() {}

    static List<Entry> of(Texts texts, @Nullable Place place) {
        var entries = new ArrayList<Entry>();
        for (String name : EVERYWHERE) {
            entries.add(new Entry(texts.text("key." + name), texts.text("key." + name + ".does")));
        }
        if (place != null) {
            entries.add(new Entry(texts.text(place.id().textKey()), texts.text(place.hintKey())));
        }
        return entries;
    }
}
