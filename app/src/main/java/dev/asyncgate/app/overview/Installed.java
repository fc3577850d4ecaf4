package dev.asyncgate.app.overview;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is in place already when somebody opens the console for the first time.
 *
 * @param schema the number of its newest migration
 * @param sweep null when another program does it
 * @param set how many settings somebody has set, of all
 */
public record Installed(
        String server, String dataDir, int schema, @Nullable Duration sweep, int set, int settings) {}
