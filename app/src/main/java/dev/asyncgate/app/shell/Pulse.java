package dev.asyncgate.app.shell;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the status bar asks the engine for, each second.
 *
 * @param counts how many tasks are in which state, by wire name
 * @param slowPoll how often places ask where no notice of a change arrives; null where notices do
 */
public record Pulse(
        String server,
        Duration latency,
        Map<String, Long> counts,
        @Nullable Duration slowPoll) {

    public Pulse {
        counts = Map.copyOf(counts);
    }

    /** Of a database whose notices arrive. */
    public Pulse(String server, Duration latency, Map<String, Long> counts) {
        this(server, latency, counts, null);
    }
}
