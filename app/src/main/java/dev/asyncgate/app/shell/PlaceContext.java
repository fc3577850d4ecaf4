package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.memory.Memory;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import java.time.Clock;

/**
 * What every place is given besides the roles of the engine that it works with.
 *
 * @param memory what was left open; a place takes the part with the key of its id
 */
public record PlaceContext(
        Background background, Navigator navigator, Themes themes, Texts texts, Clock clock, Memory memory) {

    /** That remembers nothing. */
    public PlaceContext(Background background, Navigator navigator, Themes themes, Texts texts, Clock clock) {
        this(background, navigator, themes, texts, clock, Memory.forgetful());
    }

    /** The same with another part of the memory. */
    public PlaceContext remembering(Memory part) {
        return new PlaceContext(background, navigator, themes, texts, clock, part);
    }

    /** What a place left open. */
    public Memory memoryOf(PlaceId place) {
        return memory.part(place.key());
    }
}
