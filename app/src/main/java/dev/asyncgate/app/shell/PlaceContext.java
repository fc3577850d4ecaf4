package dev.asyncgate.app.shell;

import dev.asyncgate.app.background.Background;
import dev.asyncgate.app.theme.Texts;
import dev.asyncgate.app.theme.Themes;
import java.time.Clock;

/** What every place is given besides the roles of the engine that it works with. */
public record PlaceContext(Background background, Navigator navigator, Themes themes, Texts texts, Clock clock) {}
