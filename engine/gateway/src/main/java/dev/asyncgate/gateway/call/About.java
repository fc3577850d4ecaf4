package dev.asyncgate.gateway.call;

import dev.asyncgate.engine.Gate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Which program answers, and since when. */
public record About(String version, Instant startedAt, InstantSource clock) {

    public static final String NAME = "AsyncGate";

    Answer server(Gate gate) {
        return new Answer()
                .put("name", NAME)
                .put("version", version)
                .put("instance_id", gate.settings().instanceId())
                .put("environment", gate.settings().environment().name().toLowerCase(Locale.ROOT))
                .put("uptime", Duration.between(startedAt, clock.instant()).toSeconds());
    }
}
