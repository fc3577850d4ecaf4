package dev.asyncgate.app.asof;

import dev.asyncgate.history.NearestEvent;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what a step moves: a stretch of time, or to the next thing that happened. */
enum Step {
    SECOND(Duration.ofSeconds(1), null),
    MINUTE(Duration.ofMinutes(1), null),
    EVENT(null, NearestEvent.Kind.ANY),
    LEASE_END(null, NearestEvent.Kind.LEASE_END);

    private final @Nullable Duration stretch;
    private final NearestEvent.@Nullable Kind kind;

    Step(@Nullable Duration stretch, NearestEvent.@Nullable Kind kind) {
        this.stretch = stretch;
        this.kind = kind;
    }

    /** How far it moves; null when it moves to an event. */
    @Nullable Duration stretch() {
        return stretch;
    }

    /** Which events it stops at; every one for a stretch of time, which names what comes next. */
    NearestEvent.Kind kind() {
        return kind == null ? NearestEvent.Kind.ANY : kind;
    }

    /** The end of its text keys. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
