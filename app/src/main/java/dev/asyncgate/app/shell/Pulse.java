package dev.asyncgate.app.shell;

import java.time.Duration;
import java.util.Map;

/** What the status bar asks the engine for, each second: how many tasks are in which state, by wire name. */
public record Pulse(String server, Duration latency, Map<String, Long> counts) {

    public Pulse {
        counts = Map.copyOf(counts);
    }
}
